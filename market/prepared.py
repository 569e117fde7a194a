"""Queries that Django puts into SQL once, PostgreSQL plans once for each connection, and pages only ask with values.

Building a query of many joins costs Python some milliseconds, planning it PostgreSQL as many: more than its rows take.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from copy import copy
from datetime import date, timedelta
from functools import lru_cache
from itertools import count
from types import SimpleNamespace
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from psycopg import RawCursor

_numbers, _days = count(-1_900_000_000), count(1)
MARKS: dict[type, Callable[[], Any]] = {
    int: lambda: next(_numbers),
    str: lambda: f"value {next(_numbers)}",
    date: lambda: date(1, 1, 1) + timedelta(days=next(_days)),
}


@lru_cache(maxsize=200)
def numbered(sql: str) -> str:
    """Return SQL with its values numbered as the server wants them; psycopg would read long SQL anew each time."""
    first, *others = sql.split("%s")
    return "".join([first, *(f"${number}{part}" for number, part in enumerate(others, start=1))]).replace("%%", "%")


class PreparingCursor(RawCursor[Any]):
    """Sends values beside the SQL, which the server prepares the first time."""

    def execute(self, query: Any, params: Any = None) -> Any:  # type: ignore[override]
        """Ask; the same SQL with other values is not planned again."""
        self.connection.prepare_threshold = 0  # Django's cursors write values into the SQL: theirs never come again
        try:
            return super().execute(numbered(query), params, prepare=True)
        finally:
            self.connection.prepare_threshold = None
            self._query = self._query or SimpleNamespace(query=query.encode())  # type: ignore[assignment]  # for Django's log


def rows_of(sql: str, params: Sequence[Any], using: str = DEFAULT_DB_ALIAS) -> list[tuple[Any, ...]]:
    """Return the rows of a query that pages ask again and again; lists go to `= ANY(%s)`."""
    connection = connections[using]
    connection.ensure_connection()
    # Through Django's wrapper, so that this is logged and counted as any other query.
    with closing(connection._prepare_cursor(PreparingCursor(connection.connection))) as cursor:  # type: ignore[attr-defined]
        cursor.execute(sql, params)
        return list(cursor.fetchall())


class Prepared:
    """A query by values of these kinds, which must reach its SQL as they are.

    `ABOUT = Prepared(lambda number: Review.objects.filter(product_id=number), number=int)`, then `ABOUT.ask(number=7)`
    """

    def __init__(self, build: Callable[..., QuerySet[Any]], **kinds: type) -> None:
        self._build, self._kinds = build, kinds
        self._converters: dict[int, Any] = {}
        self._made: tuple[QuerySet[Any], Any, str, list[tuple[str, Any]]] | None = None

    def ask(self, **values: Any) -> list[Any]:
        """Return the rows for these values."""
        queryset, kept, sql, _params = self._once()
        found = rows_of(sql, self._params(values), queryset.db)
        if not found:
            return []
        compiler, converters = copy(kept), self._converters
        compiler.connection = connections[queryset.db]
        compiler.execute_sql = lambda *_args, **_kwargs: [found]
        compiler.get_converters = lambda _columns: converters
        query = copy(queryset.query)  # as it is: a clone of its own would take as long as the rows
        query.get_compiler = lambda *_args, **_kwargs: compiler  # type: ignore[method-assign]
        rows = queryset.__class__(queryset.model, query, queryset.db)
        rows._iterable_class = queryset._iterable_class  # type: ignore[attr-defined]
        return list(rows)

    def sql(self, **values: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the SQL and its parameters for these values."""
        return self._once()[2], self._params(values)

    def _params(self, values: dict[str, Any]) -> tuple[Any, ...]:
        return tuple(_like(param, values[name]) if name else param for name, param in self._once()[3])

    def _once(self) -> tuple[QuerySet[Any], Any, str, list[tuple[str, Any]]]:
        if self._made is None:
            marks = {name: MARKS[kind]() for name, kind in self._kinds.items()}
            queryset = self._build(**marks)
            compiler = queryset.query.get_compiler(using=queryset.db)
            sql, found = compiler.as_sql()
            named = [(next((name for name, mark in marks.items() if mark == param), ""), param) for param in found]
            if missing := set(marks) - {name for name, _param in named}:
                raise TypeError(f"these values do not reach the SQL: {missing}")
            self._converters = compiler.get_converters([column for column, *_rest in compiler.select])
            self._made = queryset, compiler, sql, named
        return self._made


def _like(param: Any, value: Any) -> Any:
    """Return a value in the type that its field gives to parameters, such as psycopg's Int8."""
    return value if isinstance(value, type(param)) else type(param)(value)
