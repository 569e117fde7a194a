"""What lists show is kept beside the goods by triggers, in the transaction of whatever changes them.

`catalogue_listing(numbers)` says what the rows of some products must be; `catalogue_relist(numbers)` makes them so. It
writes only what differs, and never waits: a row that another transaction holds is noted in `catalogue_unlisted` and
written by the clock, so that orders that empty two shelves at once lock nobody out. Functions are kept as text, so
that whoever owns a table may alter it.
"""

import re

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from market.pagecache.watching import watch

LISTING = """
CREATE FUNCTION catalogue_listing(numbers bigint[]) RETURNS TABLE (
    product_id bigint, title text, slug text, unit_of_sale text, village_code text, village text, district text,
    price_from bigint, has_several_prices boolean, picture_id bigint, created_at timestamptz, marks text[]
) LANGUAGE sql STABLE AS $$
    SELECT goods.id, goods.title, goods.slug, goods.unit_of_sale, coalesce(goods.village_id, ''),
           coalesce(village.name, ''), coalesce(district.name, ''),
           offer.lowest::bigint, coalesce(offer.lowest < offer.highest, false), first.original_id, goods.date_created,
           CASE WHEN goods.is_public AND goods.moderation = 'approved' AND goods.parent_id IS NULL
                     AND coalesce(seller.is_open, false)
           THEN ARRAY(
               SELECT mark FROM (
                   SELECT 's' UNION SELECT 'r' || district.regency_id UNION SELECT 'v' || goods.village_id
                   UNION SELECT 'f.ada' WHERE offer.has_stock UNION SELECT 'f.halal' WHERE goods.is_halal
                   UNION SELECT 'f.luar' WHERE goods.ships_abroad UNION SELECT 'f.pesan' WHERE goods.is_made_to_order
                   UNION SELECT 'k' || above.id FROM catalogue_productcategory put
                   JOIN catalogue_category shelf ON shelf.id = put.category_id
                   JOIN catalogue_category above ON starts_with(shelf.path, above.path)
                   WHERE put.product_id = goods.id
               ) borne (mark) WHERE mark IS NOT NULL ORDER BY mark COLLATE "C"
           ) ELSE '{}' END
    FROM catalogue_product goods
    LEFT JOIN partner_partner seller ON seller.id = goods.seller_id
    LEFT JOIN regions_village village ON village.code = goods.village_id
    LEFT JOIN regions_district district ON district.code = village.district_id
    LEFT JOIN LATERAL (
        SELECT min(sold.price) AS lowest, max(sold.price) AS highest,
               bool_or(sold.num_in_stock > coalesce(sold.num_allocated, 0)) AS has_stock
        FROM (
            SELECT own.price, own.num_in_stock, own.num_allocated FROM partner_stockrecord own
            WHERE own.product_id = goods.id AND goods.structure <> 'parent'
            UNION ALL
            SELECT sizes.price, sizes.num_in_stock, sizes.num_allocated FROM catalogue_product child
            JOIN partner_stockrecord sizes ON sizes.product_id = child.id
            WHERE child.parent_id = goods.id AND child.is_public AND goods.structure = 'parent'
        ) sold WHERE sold.price IS NOT NULL
    ) offer ON true
    LEFT JOIN LATERAL (
        SELECT picture.original_id FROM catalogue_productimage picture WHERE picture.product_id = goods.id
        ORDER BY picture.display_order, picture.id LIMIT 1
    ) first ON true
    WHERE goods.id = ANY(numbers) AND goods.structure <> 'child'
$$;

CREATE FUNCTION catalogue_relist(numbers bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    mine bigint[];
BEGIN
    IF numbers IS NULL OR numbers = '{}' THEN
        RETURN;
    END IF;
    INSERT INTO catalogue_listed
        (product_id, title, slug, unit_of_sale, village_code, village, district, price_from, has_several_prices,
         picture_id, created_at, marks)
    SELECT * FROM catalogue_listing(
        ARRAY(SELECT asked FROM unnest(numbers) asked
              WHERE NOT EXISTS (SELECT FROM catalogue_listed kept WHERE kept.product_id = asked))
    ) ON CONFLICT DO NOTHING;
    SELECT array_agg(held.product_id) INTO mine FROM (
        SELECT product_id FROM catalogue_listed WHERE product_id = ANY(numbers) FOR UPDATE SKIP LOCKED
    ) held;
    INSERT INTO catalogue_unlisted (product_number)
        SELECT product_id FROM catalogue_listed
        WHERE product_id = ANY(numbers) AND NOT (product_id = ANY(coalesce(mine, '{}')));
    UPDATE catalogue_listed kept SET
        title = now.title, slug = now.slug, unit_of_sale = now.unit_of_sale, village_code = now.village_code,
        village = now.village, district = now.district, price_from = now.price_from,
        has_several_prices = now.has_several_prices, picture_id = now.picture_id, created_at = now.created_at,
        marks = now.marks
    FROM catalogue_listing(mine) now
    WHERE kept.product_id = now.product_id AND (
        kept.title, kept.slug, kept.unit_of_sale, kept.village_code, kept.village, kept.district, kept.price_from,
        kept.has_several_prices, kept.picture_id, kept.created_at, kept.marks
    ) IS DISTINCT FROM (
        now.title, now.slug, now.unit_of_sale, now.village_code, now.village, now.district, now.price_from,
        now.has_several_prices, now.picture_id, now.created_at, now.marks
    );
    DELETE FROM catalogue_listed kept WHERE kept.product_id = ANY(mine) AND NOT EXISTS (
        SELECT FROM catalogue_product goods WHERE goods.id = kept.product_id AND goods.structure <> 'child'
    );
END $$;
"""

TALLY = """
CREATE FUNCTION catalogue_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO catalogue_tally (shelf, mark, change)
    SELECT shelf, mark, sum(change) FROM ({rows}) changed (marks, change), unnest(marks) shelf, unnest(marks) mark
    WHERE shelf = 's' OR shelf LIKE 'k%' GROUP BY shelf, mark HAVING sum(change) <> 0;
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_{name} AFTER {event} ON catalogue_listed REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_{name}();
"""
OLD, NEW = "OLD TABLE AS old_rows", "NEW TABLE AS new_rows"
CAME, WENT = "SELECT marks, 1 FROM new_rows", "SELECT marks, -1 FROM old_rows"
MOVED = """
    SELECT was.marks, -1 FROM old_rows was JOIN new_rows now USING (product_id) WHERE was.marks <> now.marks
    UNION ALL
    SELECT now.marks, 1 FROM old_rows was JOIN new_rows now USING (product_id) WHERE was.marks <> now.marks
"""
COUNTED = [
    ("tally_come", "INSERT", NEW, CAME),
    ("tally_gone", "DELETE", OLD, WENT),
    ("tally_moved", "UPDATE", f"{OLD} {NEW}", MOVED),
]

FOLLOW = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM catalogue_relist(ARRAY(SELECT DISTINCT number FROM ({numbers}) meant (number) WHERE number IS NOT NULL));
    RETURN NULL;
END $$;
CREATE TRIGGER {name} AFTER {event} ON {table} REFERENCING {tables}
    FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""
FOLLOW_ALL = """
CREATE FUNCTION catalogue_list_nothing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM catalogue_listed;
    DELETE FROM catalogue_tally;
    RETURN NULL;
END $$;
CREATE TRIGGER catalogue_list_nothing AFTER TRUNCATE ON catalogue_product
    FOR EACH STATEMENT EXECUTE FUNCTION catalogue_list_nothing();
"""
CHANGED = "SELECT {{each}}.* FROM old_rows was JOIN new_rows now USING ({key}) WHERE ({was}) IS DISTINCT FROM ({now})"


def follow(table, columns, numbers, *, key="id", only_changes=False):
    """Return SQL by which a table's changes reach the listing.

    `columns` are what it shows of a row ("@" stands for the row), `numbers` asks for the products of some rows ("@").
    """
    said = {
        each: ", ".join(column.replace("@", each) if "@" in column else f"{each}.{column}" for column in columns)
        for each in ("was", "now")
    }
    changed = CHANGED.format(key=key, **said)
    both = " UNION ".join(numbers.replace("@", f"({changed.format(each=each)})") for each in ("was", "now"))
    events = [("UPDATE", f"{OLD} {NEW}", both)]
    if not only_changes:
        events += [
            ("INSERT", NEW, numbers.replace("@", "new_rows")),
            ("DELETE", OLD, numbers.replace("@", "old_rows")),
        ]
    return "".join(
        FOLLOW.format(
            name=f"catalogue_list_{table.partition('_')[2]}_{event.lower()}",
            event=event,
            table=table,
            tables=tables,
            numbers=asked,
        )
        for event, tables, asked in events
    )


GOODS = [
    "title",
    "slug",
    "structure",
    "is_public",
    "moderation",
    "unit_of_sale",
    "seller_id",
    "village_id",
    "parent_id",
    "date_created",
    "is_halal",
    "is_made_to_order",
    "ships_abroad",
]
SHOWN_BELOW = """
    SELECT put.product_id FROM @ shelf
    JOIN catalogue_category below ON starts_with(below.path, shelf.path)
    JOIN catalogue_productcategory put ON put.category_id = below.id
"""
FOLLOWED = [
    follow("catalogue_product", GOODS, "SELECT unnest(ARRAY[one.id, one.parent_id]) FROM @ one"),
    follow(
        "partner_stockrecord",
        ["product_id", "price", "(@.num_in_stock > coalesce(@.num_allocated, 0))"],
        "SELECT coalesce(goods.parent_id, goods.id) FROM @ one "
        "JOIN catalogue_product goods ON goods.id = one.product_id",
    ),
    follow(
        "catalogue_productimage", ["product_id", "original_id", "display_order"], "SELECT one.product_id FROM @ one"
    ),
    follow("catalogue_productcategory", ["product_id", "category_id"], "SELECT one.product_id FROM @ one"),
    follow("catalogue_category", ["path"], SHOWN_BELOW, only_changes=True),
    follow(
        "partner_partner",
        ["is_open"],
        "SELECT goods.id FROM @ one JOIN catalogue_product goods ON goods.seller_id = one.id",
        only_changes=True,
    ),
    follow(
        "regions_village",
        ["name", "district_id"],
        "SELECT goods.id FROM @ one JOIN catalogue_product goods ON goods.village_id = one.code",
        key="code",
        only_changes=True,
    ),
    follow(
        "regions_district",
        ["name", "regency_id"],
        "SELECT goods.id FROM @ one JOIN regions_village village ON village.district_id = one.code "
        "JOIN catalogue_product goods ON goods.village_id = village.code",
        key="code",
        only_changes=True,
    ),
    FOLLOW_ALL,
]
KEPT = LISTING + "".join(
    TALLY.format(name=name, event=event, tables=tables, rows=rows) for name, event, tables, rows in COUNTED
)
MADE = re.compile(r"CREATE FUNCTION (\w+\([^)]*\))")


def undone(made):
    """Return SQL that takes functions back that some SQL has made, with the triggers that call them."""
    return "".join(f"DROP FUNCTION {function} CASCADE;" for function in reversed(MADE.findall(made)))


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0007_goods_are_told_in_other_languages"),
        ("partner", "0002_public_pages_follow_prices_and_stock"),
        ("regions", "0004_public_pages_follow_areas"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unlisted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_number", models.BigIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name="Listed",
            fields=[
                (
                    "product",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        primary_key=True,
                        related_name="listed",
                        serialize=False,
                        to="catalogue.product",
                    ),
                ),
                ("title", models.CharField(max_length=255)),
                ("slug", models.CharField(max_length=255)),
                ("unit_of_sale", models.CharField(max_length=10)),
                ("village_code", models.CharField(max_length=13)),
                ("village", models.CharField(max_length=100)),
                ("district", models.CharField(max_length=100)),
                ("price_from", models.BigIntegerField(null=True)),
                ("has_several_prices", models.BooleanField()),
                ("picture_id", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "marks",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(db_collation="C"), size=None
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("created_at").desc(), models.F("product").desc(), name="catalogue_listed_newest"
                    ),
                    models.Index(
                        models.F("price_from").asc(nulls_last=True),
                        models.F("product").desc(),
                        name="catalogue_listed_cheapest",
                    ),
                    models.Index(
                        models.F("price_from").desc(nulls_last=True),
                        models.F("product").desc(),
                        name="catalogue_listed_dearest",
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fastupdate=False, fields=["marks"], name="catalogue_listed_marks"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("shelf", models.TextField(db_collation="C")),
                ("mark", models.TextField(db_collation="C")),
                ("change", models.BigIntegerField()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["shelf", "mark"], include=("change",), name="catalogue_tally_found"),
                ],
            },
        ),
        migrations.RunSQL(KEPT, undone(KEPT)),
        watch("catalogue_listed"),
        watch("catalogue_tally"),
        migrations.RunSQL("".join(FOLLOWED), undone("".join(FOLLOWED))),
    ]
