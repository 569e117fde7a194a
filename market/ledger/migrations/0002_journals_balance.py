"""Let the database refuse, at commit, a journal that does not balance or has fewer than two entries.

The functions name the schema and search nothing that a session could slip in front of it, such as a temporary table.
"""

from django.db import migrations

BALANCE = r"""
CREATE FUNCTION ledger_must_balance() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    wanted bigint;
    entries bigint;
    rest numeric;
    name text;
BEGIN
    IF TG_TABLE_NAME = 'ledger_journal' THEN
        wanted := NEW.id;
    ELSE
        wanted := NEW.journal_id;
    END IF;
    SELECT count(*), coalesce(sum(amount), 0) INTO entries, rest FROM public.ledger_entry WHERE journal_id = wanted;
    IF entries < 2 OR rest <> 0 THEN
        SELECT key INTO name FROM public.ledger_journal WHERE id = wanted;
    END IF;
    IF entries < 2 THEN
        RAISE EXCEPTION 'Ledger: journal % has % entries, and a journal needs two or more', name, entries
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journal_has_two_entries';
    END IF;
    IF rest <> 0 THEN
        RAISE EXCEPTION 'Ledger: journal % is out of balance by %', name, rest
            USING ERRCODE = 'check_violation', CONSTRAINT = 'ledger_journal_balances';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_journal_must_balance AFTER INSERT ON ledger_journal
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();

CREATE CONSTRAINT TRIGGER ledger_entry_must_balance AFTER INSERT ON ledger_entry
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_must_balance();
"""

UNDO = """
DROP TRIGGER ledger_entry_must_balance ON ledger_entry;
DROP TRIGGER ledger_journal_must_balance ON ledger_journal;
DROP FUNCTION ledger_must_balance();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]

    operations = [migrations.RunSQL(BALANCE, UNDO)]
