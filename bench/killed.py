"""`bin/bench killed`: fifty deaths by -9 of web and worker while 2,000 mails go in and 200 replies go out; then everything is counted."""

import json
import os
import subprocess
import sys

ROWS = [
    ("mails sent to the shop", "mails"),
    ("filed", "filed"),
    ("  lost", "missing"),
    ("  filed twice", "doubled"),
    ("  in the tray", "tray"),
    ("threads the mails belong to", "threads"),
    ("conversations", "conversations"),
    ("replies written at the desk", "replies"),
    ("acknowledgements", "acknowledgements"),
    ("accepted by the mail server", "accepted"),
    ("  never accepted", "unsent"),
    ("  accepted twice", "twice"),
    ("  twice in a customer's mailbox", "twice_received"),
    ("deaths by kill -9", "kills"),
    ("  with a message at its last word", "found_out"),
    ("seconds", "seconds"),
]


def main() -> int:
    sizes = sys.argv[1:] or ["--kills=50", "--mails=2000", "--replies=200"]
    environment = {"ONMARU_COPY_GRACE": "30", **os.environ}
    done = subprocess.run([sys.executable, "-m", "dev.storm", *sizes], env=environment, stdout=subprocess.PIPE, text=True)
    if not done.stdout:
        return done.returncode
    found = json.loads(done.stdout.splitlines()[-1])
    print(f"Against {found['smtp']} and Dovecot:")
    for title, name in ROWS:
        print(f"{title:34} {found[name]:>7}")
    print("Every mail filed once, every message accepted once." if done.returncode == 0 else "NOT every mail once.")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
