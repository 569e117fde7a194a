"""For migrations: a table that public pages show is watched, so that every change is noticed, whoever makes it how."""

from __future__ import annotations

from django.db.migrations import RunSQL

INSTALL = """
CREATE TRIGGER pagecache_come_or_gone AFTER INSERT OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION pagecache_note_change();
CREATE TRIGGER pagecache_changed AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION pagecache_note_change({columns});
CREATE TRIGGER pagecache_emptied AFTER TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION pagecache_note_change();
"""
REMOVE = """
DROP TRIGGER pagecache_come_or_gone ON {table};
DROP TRIGGER pagecache_changed ON {table};
DROP TRIGGER pagecache_emptied ON {table};
"""


ONLY_SHOWN = """
DROP TRIGGER pagecache_changed ON {table};
CREATE TRIGGER pagecache_changed AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (({old}) IS DISTINCT FROM ({new})) EXECUTE FUNCTION pagecache_note_change();
"""
ANY_CHANGE = """
DROP TRIGGER pagecache_changed ON {table};
CREATE TRIGGER pagecache_changed AFTER UPDATE ON {table}
    FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION pagecache_note_change();
"""


ONLY_WHERE = """
DROP TRIGGER pagecache_come_or_gone ON {table};
DROP TRIGGER pagecache_changed ON {table};
CREATE TRIGGER pagecache_come AFTER INSERT ON {table}
    FOR EACH ROW WHEN ({new}) EXECUTE FUNCTION pagecache_note_change();
CREATE TRIGGER pagecache_gone AFTER DELETE ON {table}
    FOR EACH ROW WHEN ({old}) EXECUTE FUNCTION pagecache_note_change();
CREATE TRIGGER pagecache_changed AFTER UPDATE ON {table}
    FOR EACH ROW WHEN ((({old}) OR ({new})) AND OLD IS DISTINCT FROM NEW)
    EXECUTE FUNCTION pagecache_note_change({columns});
"""
ANYWHERE = """
DROP TRIGGER pagecache_come ON {table};
DROP TRIGGER pagecache_gone ON {table};
DROP TRIGGER pagecache_changed ON {table};
DROP TRIGGER pagecache_emptied ON {table};
"""


def watch_where(table: str, shown: str, *, columns: tuple[str, ...] = ()) -> RunSQL:
    """Return the operation by which only rows of a watched table count that everybody may read, or might until now.

    `shown` is SQL over the row `@`, such as "@.state = 'seen'"; `columns` are those that it was watched with. Whoever
    alters a column that `shown` names drops the triggers first.
    """
    old, new = shown.replace("@", "OLD"), shown.replace("@", "NEW")
    listed = ", ".join(f"'{name}'" for name in columns)
    return RunSQL(
        ONLY_WHERE.format(table=table, old=old, new=new, columns=listed),
        (ANYWHERE + INSTALL).format(table=table, columns=listed),
    )


def watch_only(table: str, *shown: str) -> RunSQL:
    """Return the operation by which an update of a watched table counts only where what is shown differs.

    `shown` are SQL over the row `@`, such as "@.price". Whoever alters one of these columns drops the trigger first.
    """
    old, new = (", ".join(each.replace("@", row) for each in shown) for row in ("OLD", "NEW"))
    return RunSQL(ONLY_SHOWN.format(table=table, old=old, new=new), ANY_CHANGE.format(table=table))


def watch(table: str, *, columns: tuple[str, ...] = ()) -> RunSQL:
    """Return the operation that watches a table; with `columns`, an update of any other is not shown anywhere."""
    shown = ", ".join(f"'{name}'" for name in columns)
    return RunSQL(INSTALL.format(table=table, columns=shown), REMOVE.format(table=table))
