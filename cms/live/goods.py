"""Which goods are on sale of those that are chosen, and which ones rules find: one query for all of a body."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import connection

from catalogue.listed import ALL, IN_STOCK
from cms.live.wanted import Rule

CHOSEN = """
    SELECT -1 AS rule, product_id, 0 AS place FROM catalogue_listed WHERE product_id = ANY(%s) AND marks @> %s
"""
FOUND = """
    SELECT %s AS rule, product_id, row_number() OVER (ORDER BY created_at DESC, product_id DESC) AS place FROM (
        SELECT product_id, created_at FROM catalogue_listed WHERE marks @> %s {of_maker}
        ORDER BY created_at DESC, product_id DESC LIMIT %s
    ) newest
"""
OF_MAKER = "AND product_id IN (SELECT id FROM catalogue_product WHERE producer_id = %s)"


def numbers_by_rule(chosen: Collection[int], rules: Collection[Rule]) -> tuple[list[int], dict[Rule, list[int]]]:
    """Return those of the chosen products that are on sale, and by rule the newest that it finds, in one query."""
    in_order = sorted(rules, key=str)
    parts = [_chosen(chosen)] if chosen else []
    parts += [_found(number, rule) for number, rule in enumerate(in_order)]
    found: dict[int, list[int]] = {number: [] for number in range(-1, len(in_order))}
    if parts:
        with connection.cursor() as cursor:
            sql = " UNION ALL ".join(f"({part})" for part, _params in parts)
            cursor.execute(f"{sql} ORDER BY rule, place", [param for _part, params in parts for param in params])
            for number, product, _place in cursor.fetchall():
                found[number].append(product)
    return found[-1], {rule: found[number] for number, rule in enumerate(in_order)}


def _chosen(numbers: Collection[int]) -> tuple[str, list[Any]]:
    return CHOSEN, [list(numbers), [ALL]]


def _found(number: int, rule: Rule) -> tuple[str, list[Any]]:
    marks = [ALL]
    if rule.village:
        marks.append(f"v{rule.village}")
    if rule.category:
        marks.append(f"k{rule.category}")
    if rule.only_in_stock:
        marks.append(IN_STOCK)
    sql = FOUND.format(of_maker=OF_MAKER if rule.maker else "")
    return sql, [number, marks, *([rule.maker] if rule.maker else []), rule.number]
