"""Compiles translations without gettext's tools, which a fresh machine does not have."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "locale"


def compile_all(root: Path = LOCALE) -> list[Path]:
    """Compile every catalogue that is newer than what was compiled from it; returns those."""
    compiled: list[Path] = []
    for source in sorted(root.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            # Two processes may do this at once: each writes its own file, and the last rename wins with the same content.
            fresh = target.with_suffix(f".{id(source)}.new")
            polib.pofile(str(source)).save_as_mofile(str(fresh))
            fresh.rename(target)
            compiled.append(source)
    return compiled


def unfinished(root: Path = LOCALE) -> list[str]:
    """What lacks a translation or waits for a human eye, as "file:line: text"."""
    return [
        f"{source}:{entry.linenum}: {entry.msgid}"
        for source in sorted(root.glob("*/LC_MESSAGES/*.po"))
        for entry in polib.pofile(str(source))
        if not entry.obsolete and (entry.fuzzy or not entry.translated())
    ]
