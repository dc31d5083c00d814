"""Worker and web are killed with -9 while mail goes in and replies go out. The full size is `bin/bench killed`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.storm
def test_every_mail_is_filed_once_and_every_reply_accepted_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    scratch = tmp_path_factory.mktemp("storm")
    # A process of its own, with a database whose settings are those of production: the tests' forgets what a crash interrupts.
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ONMARU_") and name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "dev.storm", "--kills=4", "--mails=60", "--replies=10", "--quiet=120"],
        cwd=ROOT,
        env={**kept, "ONMARU_DATA": str(scratch), "ONMARU_COPY_GRACE": "10", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=420,
    )
    if done.returncode == 3:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr[-3000:]}"
    found = json.loads(done.stdout.splitlines()[-1])
    assert (found["kills"], found["filed"], found["replies"], found["accepted"]) == (4, 60, 10, 10 + found["acknowledgements"])
