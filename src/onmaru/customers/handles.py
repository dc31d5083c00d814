"""Handles as they are stored and compared. Pure."""

import unicodedata


def normalised(handle: str) -> str:
    """Lower case, NFC, no surrounding space, at most 320 characters (the longest address there is)."""
    return unicodedata.normalize("NFC", handle).strip().lower()[:320]
