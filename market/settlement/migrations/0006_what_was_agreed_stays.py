"""Let the database refuse to change or delete what was agreed when an order was placed: commission and discounts.

Only the name of the rate that a commission came from may be forgotten, when the rate itself is deleted.
"""

from django.db import migrations

GUARD = r"""
CREATE FUNCTION settlement_keep_what_was_agreed() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'rate_id' = to_jsonb(OLD) - 'rate_id' AND to_jsonb(NEW) ->> 'rate_id' IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Settlement: % on % is refused: what was agreed at placement stays', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER settlement_commission_stays BEFORE UPDATE OR DELETE ON settlement_commissionline
    FOR EACH ROW EXECUTE FUNCTION settlement_keep_what_was_agreed();
CREATE TRIGGER settlement_discount_stays BEFORE UPDATE OR DELETE ON settlement_discountline
    FOR EACH ROW EXECUTE FUNCTION settlement_keep_what_was_agreed();
"""

UNDO = """
DROP TRIGGER settlement_discount_stays ON settlement_discountline;
DROP TRIGGER settlement_commission_stays ON settlement_commissionline;
DROP FUNCTION settlement_keep_what_was_agreed();
"""


class Migration(migrations.Migration):
    dependencies = [("settlement", "0005_statement_letters")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
