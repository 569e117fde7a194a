"""The code on a pack: short, read aloud without mistakes, and not to be guessed."""

from __future__ import annotations

import re
import secrets

ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""No 0, O, 1 and I, which look alike, and no vowels, so that no code is a word."""

LENGTH = 8
READ_AS = str.maketrans({"0": "Q", "O": "Q", "1": "L", "I": "L"})
"""What is not in the alphabet was misread: a Q without its tail, an L without its foot."""


def new_code() -> str:
    """Return a code that nobody can guess: one of 500 thousand million."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """Return the code as it is kept, from how somebody typed it; empty where it cannot be one."""
    plain = re.sub(r"[\s.\-–_]", "", typed).upper().translate(READ_AS)
    return plain if len(plain) == LENGTH and all(letter in ALPHABET for letter in plain) else ""


def spoken(code: str) -> str:
    """Return a code in two groups, as it is printed and read aloud: 7Q3K-D2MX."""
    return f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}"
