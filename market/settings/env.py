"""Typed readers of environment variables; a bad value stops the start with a sentence that names it."""

import os

from django.core.exceptions import ImproperlyConfigured


def text(name: str, default: str = "") -> str:
    """Return the variable as text, or the default when it is unset or empty."""
    return os.environ.get(name, "") or default


def secret(name: str, why: str) -> str:
    """Return a variable that must be set.

    Raises:
        ImproperlyConfigured: when it is missing; the sentence names the variable and what it is for.
    """
    value = os.environ.get(name, "")
    if not value:
        raise ImproperlyConfigured(f"Set {name}: {why}")
    return value


def secrets(name: str, why: str) -> list[str]:
    """Return a comma-separated variable that must be set, without blanks; raises as `secret` does."""
    secret(name, why)
    return names(name)


def flag(name: str, default: bool = False) -> bool:
    """Return the variable as yes or no (1/0, true/false, yes/no)."""
    value = os.environ.get(name, "").lower()
    if value == "":
        return default
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")


def whole(name: str, default: int) -> int:
    """Return the variable as a whole number."""
    value = os.environ.get(name, "")
    if value == "":
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from None


def one_of(name: str, choices: tuple[str, ...]) -> str:
    """Return the variable as one of these words, the first when it is unset or empty."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} must be {' or '.join(choices)}, not {value!r}")
    return value


def word_or_redis(name: str, choices: tuple[str, ...]) -> str:
    """Return the variable as one of these words, the first when it is unset or empty, or as the address of a Redis."""
    value = text(name, choices[0])
    return value if value.startswith(("redis://", "rediss://", "unix://")) else one_of(name, choices)


def names(name: str, default: str = "") -> list[str]:
    """Return a comma-separated variable as a list without blanks."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]
