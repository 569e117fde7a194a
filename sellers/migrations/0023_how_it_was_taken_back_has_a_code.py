"""How a consent was taken back was kept in the words that are shown; what counts after it hangs on it, so it is a code."""

from typing import Any

from django.db import migrations

CODES = {
    "oleh produsen, lewat tautannya": "link",
    "oleh produsen, lewat balasan SMS": "sms",
    "oleh petugas, atas permintaan produsen": "office",
    "diminta produsen, dicatat oleh hub": "asked",
    "hub berhenti menjualkannya": "stopped",
    "diminta produsen, dicatat hub di HP": "asked_by_phone",
    "hub berhenti menjualkannya, dicatat di HP": "stopped_by_phone",
}


def into_codes(apps: Any, editor: Any) -> None:
    for words, code in CODES.items():
        apps.get_model("sellers", "Consent").objects.filter(withdrawn_how=words).update(withdrawn_how=code)


def into_words(apps: Any, editor: Any) -> None:
    for words, code in CODES.items():
        apps.get_model("sellers", "Consent").objects.filter(withdrawn_how=code).update(withdrawn_how=words)


class Migration(migrations.Migration):
    dependencies = [("sellers", "0022_a_question_keeps_its_words")]

    operations = [migrations.RunPython(into_codes, into_words)]
