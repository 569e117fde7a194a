"""What is found by the name of a village, shop, maker or category is found by its new name soon after it is renamed."""

from django.db import migrations, models

STALE = """
CREATE FUNCTION search_note_renamed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.name IS NOT DISTINCT FROM NEW.name THEN
        RETURN NULL;
    ELSIF TG_TABLE_NAME = 'regions_village' THEN
        INSERT INTO search_stale (product_number) SELECT id FROM catalogue_product WHERE village_id = NEW.code;
    ELSIF TG_TABLE_NAME = 'regions_district' THEN
        INSERT INTO search_stale (product_number) SELECT goods.id FROM catalogue_product goods
        JOIN regions_village village ON village.code = goods.village_id WHERE village.district_id = NEW.code;
    ELSIF TG_TABLE_NAME = 'partner_partner' THEN
        INSERT INTO search_stale (product_number) SELECT id FROM catalogue_product WHERE seller_id = NEW.id;
    ELSIF TG_TABLE_NAME = 'sellers_producer' THEN
        INSERT INTO search_stale (product_number) SELECT id FROM catalogue_product WHERE producer_id = NEW.id;
    ELSE
        INSERT INTO search_stale (product_number) SELECT product_id FROM catalogue_productcategory
        WHERE category_id = NEW.id;
    END IF;
    RETURN NULL;
END $$;
"""
FOLLOW = """
CREATE TRIGGER search_renamed AFTER UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION search_note_renamed();
"""
TABLES = ["regions_village", "regions_district", "partner_partner", "sellers_producer", "catalogue_category"]
FORGET = "".join(f"DROP TRIGGER search_renamed ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0002_public_pages_follow_the_vocabulary"),
        ("catalogue", "0008_the_listing_keeps_itself"),
        ("partner", "0002_public_pages_follow_prices_and_stock"),
        ("regions", "0004_public_pages_follow_areas"),
        ("sellers", "0002_public_pages_follow_shops_and_makers"),
    ]

    operations = [
        migrations.CreateModel(
            name="Stale",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("product_number", models.BigIntegerField()),
            ],
        ),
        migrations.RunSQL(
            STALE + "".join(FOLLOW.format(table=table) for table in TABLES),
            FORGET + "DROP FUNCTION search_note_renamed();",
        ),
    ]
