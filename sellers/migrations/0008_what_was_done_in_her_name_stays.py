"""Let the database refuse to rewrite what was done in a producer's name, and what she said; she may only take it back.

People's accounts may go: their numbers are then empty, their names stay.
"""

from django.db import migrations

GUARD = r"""
CREATE FUNCTION sellers_keep_what_was_done() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'actor_id' = to_jsonb(OLD) - 'actor_id' AND NEW.actor_id IS NULL THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Sellers: % on % is refused: what was done in a name stays', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION sellers_keep_consent() RETURNS trigger
    LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    may_change text[] := ARRAY['recorded_by_id', 'withdrawn_at', 'withdrawn_by_id', 'withdrawn_how'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change
            AND (NEW.recorded_by_id IS NULL OR NEW.recorded_by_id = OLD.recorded_by_id)
            AND (OLD.withdrawn_at IS NULL OR NEW.withdrawn_at = OLD.withdrawn_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'Sellers: % on % is refused: a consent is only ever withdrawn', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER sellers_acted_stays BEFORE UPDATE OR DELETE ON sellers_actedfor
    FOR EACH ROW EXECUTE FUNCTION sellers_keep_what_was_done();
CREATE TRIGGER sellers_consent_stays BEFORE UPDATE OR DELETE ON sellers_consent
    FOR EACH ROW EXECUTE FUNCTION sellers_keep_consent();
"""

UNDO = """
DROP TRIGGER sellers_consent_stays ON sellers_consent;
DROP TRIGGER sellers_acted_stays ON sellers_actedfor;
DROP FUNCTION sellers_keep_consent();
DROP FUNCTION sellers_keep_what_was_done();
"""


class Migration(migrations.Migration):
    dependencies = [("sellers", "0007_producers_say_who_may_sell_for_them")]

    operations = [migrations.RunSQL(GUARD, UNDO)]
