"""`python -m dev.mailhost [ADDRESS:PASSWORD …]`: run a mail host until interrupted, and print where it listens."""

from __future__ import annotations

import signal
import sys

from dev.mailhost import MailHost, MailHostUnavailable

DEFAULT = ("help@haru.example:haru",)


def main(mailboxes: list[str]) -> int:
    try:
        with MailHost() as host:
            for mailbox in mailboxes or DEFAULT:
                host.add_mailbox(*mailbox.split(":", 1))
                print(f"mailbox {mailbox}")
            for name in ("imap_port", "imap_plain_port", "smtp_port", "submission_port", "smtps_port", "lmtp_port"):
                print(f"{name} {getattr(host, name)}")
            print(f"ca_file {host.ca_file}\nsmtp_kind {host.smtp_kind}", flush=True)
            wait_until_interrupted()
    except MailHostUnavailable as missing:
        print(f"No mail host: {missing}.", file=sys.stderr)
        return 1
    return 0


def wait_until_interrupted() -> None:
    """Until Ctrl-C or SIGTERM. Signals are not blocked meanwhile: the servers would inherit that and never end."""
    for asked in (signal.SIGINT, signal.SIGTERM):
        signal.signal(asked, signal.default_int_handler)
    try:
        signal.pause()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
