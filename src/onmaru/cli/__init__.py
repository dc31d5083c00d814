"""The console script `onmaru`. Each command is a module of this package with `add(parser)` and `run(arguments) -> int`."""

import argparse
import sys
from importlib import import_module

COMMANDS = {
    "start": "everything under one supervisor: database, web and worker",
    "serve": "the web server alone",
    "worker": "a worker alone",
    "migrate": "bring the database up to date",
    "demo": "fill the demo shop; with --live, let new mail arrive",
    "doctor": "check this deployment and say what to do",
    "backup": "write database and files into one archive",
    "restore": "read such an archive into an empty deployment",
    "owner": "make an owner, or give one a new password",
    "mail": "show how a raw mail is understood",
    "eval": "measure search on texts and questions of your own",
    "reindex": "make everything findable anew",
    "case": "check an exported case",
}


def main() -> None:
    # What is printed is Korean; a terminal that cannot show it should get question marks, not a crash.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # pyright: ignore[reportAttributeAccessIssue]
    parser = argparse.ArgumentParser(prog="onmaru", description="온마루 — the customer-service hall of an online shop")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    # Only the module of the command that was asked for is imported: the supervisor, for one, lives without Django.
    wanted = next((word for word in sys.argv[1:] if word in COMMANDS), None)
    for name, says in COMMANDS.items():
        command = commands.add_parser(name, help=says, description=says)
        if name == wanted:
            import_module(f"onmaru.cli.{name}").add(command)
    arguments = parser.parse_args()
    try:
        sys.exit(import_module(f"onmaru.cli.{arguments.command}").run(arguments))
    except KeyboardInterrupt:
        sys.exit(130)
