"""Puts our goods into stock Oscar's tables, row for row, as far as both have the same columns."""

from __future__ import annotations

import psycopg
from psycopg import sql

TABLES = (
    "catalogue_productclass",
    "catalogue_category",
    "partner_partner",
    "catalogue_product",
    "catalogue_productcategory",
    "catalogue_productimage",
    "partner_stockrecord",
)
PICTURE_FILE = "(SELECT file FROM pictures_picture WHERE id = original_id)"
INDEX = (
    "CREATE INDEX bench_words ON catalogue_product USING gin (to_tsvector('simple', title || ' ' || description))",
    "REFRESH MATERIALIZED VIEW catalogue_product_category_hierarchy",
    "ANALYZE",
)


def fill(ours: str, stock: str) -> None:
    """Copy the goods from our database to stock Oscar's; both are named by their addresses."""
    with psycopg.connect(ours) as source, psycopg.connect(stock, autocommit=True) as target:
        for table in TABLES:
            _copy(source, target, table)
        for statement in INDEX:
            target.execute(statement)


def _copy(source: psycopg.Connection, target: psycopg.Connection, table: str) -> None:
    names = [name for name in _columns(target, table) if name in {*_columns(source, table), "original"}]
    read = [sql.SQL(PICTURE_FILE) if name == "original" else sql.Identifier(name) for name in names]
    select = sql.SQL("COPY (SELECT {} FROM {} ORDER BY id) TO STDOUT").format(
        sql.SQL(", ").join(read), sql.Identifier(table)
    )
    insert = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, names))
    )
    with source.cursor().copy(select) as rows, target.cursor().copy(insert) as put:
        for row in rows:
            put.write(row)


def _columns(connection: psycopg.Connection, table: str) -> list[str]:
    query = "SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position"
    return [name for (name,) in connection.execute(query, [table])]
