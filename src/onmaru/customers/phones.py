"""Telephone numbers as they are stored, compared and shown. Pure."""

import re

_NOT_DIGITS = re.compile(r"[^\d+]")
_SHORTEST, _LONGEST = 7, 16
# Seoul's area code has two digits, a safe number's four, all others three.
_KOREAN = re.compile(r"(02|050\d|0\d{2})(\d{3,4})(\d{4})|(1\d{3})(\d{4})")


def normalised(text: str) -> str:
    """Digits alone, with Korea's country code turned into the leading zero; empty for what is no number."""
    digits = _NOT_DIGITS.sub("", text.strip())
    plus, digits = digits.startswith(("+", "00")), digits.replace("+", "")
    digits = digits.removeprefix("00") if plus else digits
    if plus and digits.startswith("82"):
        plus, digits = False, "0" + digits[2:].removeprefix("0")
    if not _SHORTEST <= len(digits) <= _LONGEST:
        return ""
    return f"+{digits}" if plus else digits


def shown(phone: str) -> str:
    """010-1234-5678, 02-123-4567, 1588-1234; others as they are stored."""
    found = _KOREAN.fullmatch(phone) if len(phone) <= 12 else None
    return "-".join(part for part in found.groups() if part) if found else phone
