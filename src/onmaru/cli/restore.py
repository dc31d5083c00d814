"""`onmaru restore FILE`: gives an empty deployment every row and file of a backup."""

import argparse
import sys
import tarfile
from pathlib import Path

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    from django.core.management import call_command

    from onmaru.cli.archive.manifest import BackupError
    from onmaru.cli.archive.reading import read

    try:
        blobs = read(arguments.file)
    except (BackupError, OSError, tarfile.TarError) as error:
        print(error, file=sys.stderr)
        return 1
    # A backup of an older version is brought up to this one.
    call_command("migrate", interactive=False, verbosity=0)
    print(f"데이터베이스와 파일 {blobs}개를 되살렸습니다. bin/start로 시작하세요.")
    return 0
