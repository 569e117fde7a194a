"""Let the database refuse to change, delete or empty what is written, and to add to a journal of another transaction.

A journal is known to be of this transaction by the transaction's number and its start, both filled in here whatever
the statement says: after a restore from a dump the numbers begin anew, the time does not.
"""

from django.db import migrations

GUARDS = r"""
CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'Ledger: % on % is refused: what is written stays; record a reversing journal instead',
        TG_OP, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION ledger_keep_account() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.id, NEW.code, NEW.kind) IS DISTINCT FROM (OLD.id, OLD.code, OLD.kind) THEN
            RAISE EXCEPTION 'Ledger: account % keeps its code and kind', OLD.code
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NEW;
    END IF;
    IF EXISTS (SELECT FROM public.ledger_entry WHERE account_id = OLD.id) THEN
        RAISE EXCEPTION 'Ledger: account % has entries and stays', OLD.code
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
END $$;

CREATE FUNCTION ledger_sign_journal() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    NEW.recorded_at := transaction_timestamp();
    NEW.recorded_in := pg_current_xact_id()::text::bigint;
    RETURN NEW;
END $$;

CREATE FUNCTION ledger_same_transaction() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM public.ledger_journal
            WHERE id = NEW.journal_id
                AND recorded_in = pg_current_xact_id()::text::bigint
                AND recorded_at = transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'Ledger: journal % was not recorded in this transaction, so nothing is added to it', NEW.journal_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER ledger_journal_stays BEFORE UPDATE OR DELETE ON ledger_journal
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_entry_stays BEFORE UPDATE OR DELETE ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_account_stays BEFORE UPDATE OR DELETE ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_keep_account();

CREATE TRIGGER ledger_journal_is_never_emptied BEFORE TRUNCATE ON ledger_journal EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_entry_is_never_emptied BEFORE TRUNCATE ON ledger_entry EXECUTE FUNCTION ledger_refuse();
CREATE TRIGGER ledger_account_is_never_emptied BEFORE TRUNCATE ON ledger_account EXECUTE FUNCTION ledger_refuse();

CREATE TRIGGER ledger_journal_is_signed BEFORE INSERT ON ledger_journal
    FOR EACH ROW EXECUTE FUNCTION ledger_sign_journal();
CREATE TRIGGER ledger_entry_comes_with_its_journal BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_same_transaction();
"""

UNDO = """
DROP TRIGGER ledger_entry_comes_with_its_journal ON ledger_entry;
DROP TRIGGER ledger_journal_is_signed ON ledger_journal;
DROP TRIGGER ledger_account_is_never_emptied ON ledger_account;
DROP TRIGGER ledger_entry_is_never_emptied ON ledger_entry;
DROP TRIGGER ledger_journal_is_never_emptied ON ledger_journal;
DROP TRIGGER ledger_account_stays ON ledger_account;
DROP TRIGGER ledger_entry_stays ON ledger_entry;
DROP TRIGGER ledger_journal_stays ON ledger_journal;
DROP FUNCTION ledger_same_transaction();
DROP FUNCTION ledger_sign_journal();
DROP FUNCTION ledger_keep_account();
DROP FUNCTION ledger_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_journals_balance")]

    operations = [migrations.RunSQL(GUARDS, UNDO)]
