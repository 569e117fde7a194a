"""The version of public pages: a sum of rows that triggers raise in the transaction of the change itself.

Each transaction raises one row, once, and takes one that no other transaction holds: whoever changes goods waits for
nobody here, and cannot lock anybody out. What is rolled back was never counted; what is committed is counted from the
same moment as it is seen.
"""

from django.db import migrations

SLOTS = 64
LOCKS = 20_411  # the first half of the advisory locks' keys, this room's own

VERSION = f"""
CREATE TABLE pagecache_version (slot integer PRIMARY KEY, changes bigint NOT NULL) WITH (fillfactor = 20);
INSERT INTO pagecache_version SELECT slot, 0 FROM generate_series(1, {SLOTS}) AS slot;

CREATE FUNCTION pagecache_note_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    own text := pg_current_xact_id()::text;
    free integer := 1;
BEGIN
    IF current_setting('pagecache.noted', true) IS NOT DISTINCT FROM own THEN
        RETURN NULL;
    END IF;
    WHILE free < {SLOTS} AND NOT pg_try_advisory_xact_lock({LOCKS}, free) LOOP
        free := free + 1;
    END LOOP;
    UPDATE pagecache_version SET changes = changes + 1 WHERE slot = free;
    PERFORM set_config('pagecache.noted', own, true);
    RETURN NULL;
END $$;
"""  # noqa: S608  (two numbers of ours)


class Migration(migrations.Migration):
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.RunSQL(VERSION, "DROP FUNCTION pagecache_note_change(); DROP TABLE pagecache_version"),
    ]
