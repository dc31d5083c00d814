"""`onmaru case verify`: whether an exported case is whole and ours."""

import argparse
from pathlib import Path

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verify = verbs.add_parser("verify", help="check the record, the signature and the pages of an exported case")
    verify.add_argument("file", type=Path, metavar="FILE")
    verify.add_argument("--key", default="", help="public key of the desk that made it, where that is not this one")


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    return verify(arguments.file, arguments.key)


def verify(file: Path, key: str = "") -> int:
    """Say what holds of a file; 0 when all of it does, 1 otherwise. `key` is the public key of the desk that should have made it."""
    from onmaru.cases.seal import own_keys
    from onmaru.cases.verify import NotACase
    from onmaru.cases.verify import verify as looked_at

    try:
        verdict = looked_at(file)
    except (NotACase, OSError) as why:
        print(f"{file} is no exported case: {why}")
        return 1
    ours = verdict.public_key.lower() in ({key.strip().lower()} if key else set(own_keys()))
    number = verdict.record.get("conversation", {}).get("number")
    print(f"Case #{number}, {len(verdict.record.get('messages', []))} messages, sha256 {verdict.sha256}")
    _say(verdict.record_holds, "the record is unchanged since it was signed", "the record was changed, or its seal is not its own")
    _say(ours, "signed by the desk that was expected", f"signed by an unknown key, {verdict.public_key}")
    other = "printing the record again gives other pages: they were changed, or made by another version or with other fonts"
    _say(verdict.pages_hold, "the pages are exactly those of the record", other)
    return 0 if verdict.record_holds and ours and verdict.pages_hold else 1


def _say(holds: bool, yes: str, no: str) -> None:
    print(f"  yes  {yes}" if holds else f"  NO   {no}")
