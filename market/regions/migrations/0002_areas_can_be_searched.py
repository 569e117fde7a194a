"""Give districts and villages the words they are found by, kept by the database whoever writes the row."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations

WORDS = r"""
CREATE FUNCTION regions_cut(name text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
    SELECT setweight(to_tsvector('simple', regexp_replace(
        translate(lower(name), '''"`´‘’ʼ', ''), '[^0-9a-z]+', ' ', 'g')), weight)
$$;

CREATE FUNCTION regions_words_of_district() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT regions_cut(NEW.name, 'A')
            || regions_cut(replace(regency.name, 'Kabupaten ', ''), 'B')
            || regions_cut(province.name, 'C')
        INTO NEW.words
        FROM regions_regency regency JOIN regions_province province ON province.code = regency.province_id
        WHERE regency.code = NEW.regency_id;
    RETURN NEW;
END $$;

CREATE FUNCTION regions_words_of_village() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    SELECT regions_cut(NEW.name, 'A')
            || regions_cut(district.name, 'B')
            || regions_cut(replace(regency.name, 'Kabupaten ', ''), 'C')
        INTO NEW.words
        FROM regions_district district JOIN regions_regency regency ON regency.code = district.regency_id
        WHERE district.code = NEW.district_id;
    RETURN NEW;
END $$;

CREATE FUNCTION regions_tell_villages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE regions_village SET district_id = district_id WHERE district_id = NEW.code;
    RETURN NULL;
END $$;

CREATE FUNCTION regions_tell_districts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE regions_district SET regency_id = regency_id WHERE regency_id = NEW.code;
    UPDATE regions_village SET district_id = district_id
        WHERE district_id IN (SELECT code FROM regions_district WHERE regency_id = NEW.code);
    RETURN NULL;
END $$;

CREATE TRIGGER regions_words BEFORE INSERT OR UPDATE OF name, regency_id ON regions_district
    FOR EACH ROW EXECUTE FUNCTION regions_words_of_district();
CREATE TRIGGER regions_words BEFORE INSERT OR UPDATE OF name, district_id ON regions_village
    FOR EACH ROW EXECUTE FUNCTION regions_words_of_village();
CREATE TRIGGER regions_renamed AFTER UPDATE OF name ON regions_district
    FOR EACH ROW WHEN (lower(OLD.name) <> lower(NEW.name)) EXECUTE FUNCTION regions_tell_villages();
CREATE TRIGGER regions_renamed AFTER UPDATE OF name ON regions_regency
    FOR EACH ROW WHEN (lower(OLD.name) <> lower(NEW.name)) EXECUTE FUNCTION regions_tell_districts();

UPDATE regions_district SET name = name;
UPDATE regions_village SET name = name;
"""

NO_WORDS = """
DROP TRIGGER regions_renamed ON regions_regency;
DROP TRIGGER regions_renamed ON regions_district;
DROP TRIGGER regions_words ON regions_village;
DROP TRIGGER regions_words ON regions_district;
DROP FUNCTION regions_tell_districts();
DROP FUNCTION regions_tell_villages();
DROP FUNCTION regions_words_of_village();
DROP FUNCTION regions_words_of_district();
DROP FUNCTION regions_cut(text, "char");
"""


class Migration(migrations.Migration):
    dependencies = [("regions", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="district",
            name="words",
            field=django.contrib.postgres.search.SearchVectorField(
                editable=False, null=True, verbose_name="kata-kata pencarian"
            ),
        ),
        migrations.AddField(
            model_name="village",
            name="words",
            field=django.contrib.postgres.search.SearchVectorField(
                editable=False, null=True, verbose_name="kata-kata pencarian"
            ),
        ),
        migrations.RunSQL(WORDS, NO_WORDS),
        migrations.AddIndex(
            model_name="district",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="regions_district_words"),
        ),
        migrations.AddIndex(
            model_name="village",
            index=django.contrib.postgres.indexes.GinIndex(fields=["words"], name="regions_village_words"),
        ),
    ]
