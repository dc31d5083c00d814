"""`python -m bench.fill --conversations 1000000`: fills the database in ONMARU_DATA, which has to be empty."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

# Raised when rows are written otherwise: what an older one filled is then filled anew.
VERSION = "2"
# A fill that was cut short is thrown away.
HASTY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
    "shared_buffers": "512MB",
}


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--conversations", type=int, required=True)
    count = parser.parse_args().conversations
    from onmaru.cli import setting_up
    from onmaru.kit import embedded

    data = Path(os.environ["ONMARU_DATA"])
    # Until this process ends the cluster belongs to it; whoever uses it next starts it with its ordinary settings.
    embedded.url(data / "postgres", **HASTY)
    setting_up.django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from bench.filling import fill

    fill(count)
    (data / "filled").write_text(VERSION)
    return 0


if __name__ == "__main__":
    sys.exit(main())
