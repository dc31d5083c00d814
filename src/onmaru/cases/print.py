"""From a sheet to pages, by Typst. It lays out what it is given as data and never reads it as its own language."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import typst

from onmaru.cases.seal import Sealed

TEMPLATE = Path(__file__).with_name("case.typ")
# Built from npm with the rest of the browser's part; see vite.config.ts.
FONTS = Path(__file__).parents[1] / "web" / "static" / "web" / "build" / "print"


def printed(sealed: Sealed, sheet: dict[str, Any]) -> bytes:
    """The pages as a PDF with the record and its seal attached; the same for the same record, version and fonts."""
    seal = {"sha256": sealed.sha256, "signature": sealed.signature, "public_key": sealed.public_key}
    inputs = {
        "sheet": json.dumps({**sheet, "seal": seal}, ensure_ascii=False),
        "record": sealed.record.decode("utf-8"),
        "seal": sealed.as_json().decode("ascii"),
    }
    made = typst.compile(TEMPLATE.read_bytes(), font_paths=_fonts(), sys_inputs=inputs)
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> typst.Fonts:
    """Pretendard and, for Hanja, Noto Sans KR of our own; for scripts that they have no letters for, whatever this machine has."""
    return typst.Fonts(font_paths=[FONTS], include_system_fonts=True)
