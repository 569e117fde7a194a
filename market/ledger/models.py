"""Accounts, journals and their entries. Rows are only ever added; the triggers of the migrations see to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.db.models.lookups import LessThan


class Kind(models.TextChoices):
    """Assets and expenses grow by debits (above zero), liabilities and income by credits (below zero)."""

    ASSET = "asset", "aset"
    LIABILITY = "liability", "kewajiban"
    INCOME = "income", "pendapatan"
    EXPENSE = "expense", "beban"


class Account(models.Model):
    """Where rupiah stand, such as `held` or `seller:7`. Only its name may change."""

    code = models.CharField("kode", max_length=80, unique=True)
    name = models.CharField("nama", max_length=150)
    kind = models.CharField("jenis", max_length=10, choices=Kind)

    class Meta:
        verbose_name = "akun"
        verbose_name_plural = "akun"
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="ledger_account_kind_is_known"),
            models.CheckConstraint(condition=~Q(code=""), name="ledger_account_has_a_code"),
        ]

    def __str__(self) -> str:
        return self.code


class JournalQuerySet(models.QuerySet["Journal"]):
    def about(self, about: str) -> JournalQuerySet:
        """What was written about one order or payout, given by its number."""
        return self.filter(about=about)

    def of_account(self, code: str) -> JournalQuerySet:
        """What moved one account; each journal once, though it may have several entries there.

        Looks the account up at once: PostgreSQL knows how busy an account is only by its number, and lists the first
        page of a busy one a hundred times faster for it.
        """
        account = Account.objects.filter(code=code).first()
        return self.filter(pk__in=account.entries.values("journal")) if account else self.none()

    def of_kind(self, kind: str) -> JournalQuerySet:
        """Such as `payment` or `refund`."""
        return self.filter(kind=kind)

    def with_entries(self) -> JournalQuerySet:
        """Fetch entries and accounts along, debits before credits: one query more, however many journals."""
        entries = Entry.objects.select_related("account").debits_first()
        return self.prefetch_related(models.Prefetch("entries", entries))


class Journal(models.Model):
    """One movement of money: what, about which order, when; its entries add up to zero."""

    key = models.CharField("kunci", max_length=200, unique=True)
    kind = models.CharField("jenis", max_length=40)
    about = models.CharField("perihal", max_length=60)
    memo = models.CharField("keterangan", max_length=250, blank=True)
    happened_at = models.DateTimeField("terjadi")
    # The database fills these two by itself and knows by them the transaction that may still add entries.
    recorded_at = models.DateTimeField("dicatat", db_default=Now(), editable=False)
    recorded_in = models.BigIntegerField("dicatat dalam transaksi", db_default=0, editable=False)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = "jurnal"
        verbose_name_plural = "jurnal"
        default_permissions = ("view",)
        constraints = [models.CheckConstraint(condition=~Q(key=""), name="ledger_journal_has_a_key")]
        indexes = [
            models.Index(fields=["about"], name="ledger_journal_about"),
            models.Index(fields=["-happened_at", "-id"], name="ledger_journal_newest"),
        ]

    def __str__(self) -> str:
        return self.key


class EntryQuerySet(models.QuerySet["Entry"]):
    def of_account(self, code: str) -> EntryQuerySet:
        return self.filter(account__code=code)

    def debits_first(self) -> EntryQuerySet:
        """Debits, then credits, each in the order in which they were recorded."""
        return self.order_by(LessThan(F("amount"), 0), "pk")


class Entry(models.Model):
    """One account's part in a journal: whole rupiah, a debit above zero, a credit below, never zero."""

    journal = models.ForeignKey(Journal, models.PROTECT, related_name="entries", verbose_name="jurnal")
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries", verbose_name="akun", db_index=False)
    amount = models.BigIntegerField("jumlah (Rp)")

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "baris jurnal"
        verbose_name_plural = "baris jurnal"
        default_permissions = ("view",)
        constraints = [models.CheckConstraint(condition=~Q(amount=0), name="ledger_entry_moves_something")]
        indexes = [models.Index(fields=["account", "journal"], include=["amount"], name="ledger_entry_of_account")]

    def __str__(self) -> str:
        return f"{self.journal_id}: {self.amount}"

    @property
    def debit(self) -> int:
        return max(self.amount, 0)

    @property
    def credit(self) -> int:
        return max(-self.amount, 0)
