"""Real mail servers, private to this process, on loopback: Dovecot for IMAP and LMTP, Postfix for SMTP.

    with MailHost() as host:
        host.add_mailbox("help@haru.example", "secret")
        host.deliver(raw, to="help@haru.example")
        host.wait_for("help@haru.example", count=1)

Every address at any `.example` domain has a mailbox, made by its first mail; a password is needed only to read it.
Mail to any other domain is refused, so nothing can leave the machine.
"""

from dev.mailhost.host import MailHost
from dev.mailhost.unavailable import MailHostUnavailable

__all__ = ["MailHost", "MailHostUnavailable"]
