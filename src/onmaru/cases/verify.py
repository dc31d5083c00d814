"""Whether a file that claims to be an exported case is one, whole and unchanged."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from onmaru.cases import sheet
from onmaru.cases.print import printed
from onmaru.cases.seal import Sealed, canonical, fits


class NotACase(ValueError):
    """No PDF, or one without a record and a seal inside."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `record_holds`: hash and signature fit; `pages_hold`: printing the record again gives this very file."""

    record: dict[str, Any]
    sha256: str
    public_key: str
    record_holds: bool
    pages_hold: bool


def verify(file: Path) -> Verdict:
    """Read a file's record and seal and check both. Raises NotACase."""
    content = file.read_bytes()
    try:
        attached = PdfReader(file).attachments
        [record], [seal] = attached["case.json"], attached["seal.json"]
        said = json.loads(seal)
        read = json.loads(record)
        sealed = Sealed(record, str(said["sha256"]), str(said["signature"]), str(said["public_key"]))
        # A record that is not written in the one way was not written by us.
        holds = canonical(read) == record and fits(record, sealed.sha256, sealed.signature, sealed.public_key)
    except (PyPdfError, OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise NotACase(str(error)) from error
    return Verdict(read, sealed.sha256, sealed.public_key, holds, holds and _printed_again(sealed, read) == content)


def _printed_again(sealed: Sealed, record: dict[str, Any]) -> bytes:
    return printed(sealed, sheet.of(record))
