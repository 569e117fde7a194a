"""What happens to accounts."""

from __future__ import annotations

from market.accounts.models import User


def account_of(*, phone: str) -> User:
    """Return the account of an E.164 number, made now if there is none. Call it only once the number is proved."""
    user, is_new = User.objects.get_or_create(phone=phone)
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def rename(*, user: User, name: str) -> None:
    """Call a person what they want to be called; `first_name` holds the whole name."""
    user.first_name, user.last_name = name, ""
    user.save(update_fields=["first_name", "last_name"])
