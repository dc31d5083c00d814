"""`onmaru mail parse`: how a raw mail is understood."""

import argparse
from pathlib import Path

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    parse = verbs.add_parser("parse", help="read mails from files or folders")
    parse.add_argument("paths", nargs="+", type=Path, metavar="FILE")
    parse.add_argument("--json", action="store_true", help="one JSON object a mail")


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    from onmaru.kit import plugs

    # The kind of channel that understands mails says so in its `command.py`; its name is its own affair.
    [mail_parse] = [module.mail_parse for module in plugs.modules("command") if hasattr(module, "mail_parse")]
    return mail_parse(arguments.paths, arguments.json) or 0
