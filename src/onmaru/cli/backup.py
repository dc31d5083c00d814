"""`onmaru backup FILE`: database and files in one archive, taken while the product runs."""

import argparse
import sys
from pathlib import Path

from onmaru.cli import setting_up


def add(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def run(arguments: argparse.Namespace) -> int:
    setting_up.django()
    from onmaru.cli.archive.manifest import BackupError
    from onmaru.cli.archive.writing import write

    try:
        blobs = write(arguments.file)
    except (BackupError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    size = arguments.file.stat().st_size / 1024**2
    print(f"{arguments.file}: 데이터베이스와 파일 {blobs}개, {size:.1f} MB. 고객 정보가 들어 있으니 안전한 곳에 두세요.")
    return 0
