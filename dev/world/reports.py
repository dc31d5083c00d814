"""The mail system's own voice: an answer of ours that could not be delivered."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime
from hashlib import sha256

from dev.world.cast import SHOP_ADDRESS
from dev.world.thread import Thread
from dev.world.when import SEOUL


def write_bounce(recipient: str, at: datetime, thread: Thread) -> bytes:
    """A delivery status notification (RFC 3464) for the thread's last mail: the recipient's mailbox is full."""
    if thread.last is None:
        raise ValueError("nothing was sent that could come back")
    reply = f"552 5.2.2 <{recipient}>: Recipient address rejected: Mailbox full"
    token = sha256(f"{thread.last.message_id} {at.isoformat()}".encode()).hexdigest()[:16]
    parts = {
        "text/plain; charset=us-ascii": (
            "This is the mail system at host mx.customer.example.\n\n"
            f"Your message could not be delivered to one or more recipients.\n\n<{recipient}>: {reply}\n"
        ),
        "message/delivery-status": (
            "Reporting-MTA: dns; mx.customer.example\n"
            f"Arrival-Date: {format_datetime(at.astimezone(SEOUL))}\n\n"
            f"Final-Recipient: rfc822; {recipient}\nAction: failed\nStatus: 5.2.2\nDiagnostic-Code: smtp; {reply}\n"
        ),
        "text/rfc822-headers": (f"From: {SHOP_ADDRESS}\nTo: {recipient}\nMessage-ID: {thread.last.message_id}\n"),
    }
    header = (
        "From: Mail Delivery System <MAILER-DAEMON@mx.customer.example>\n"
        f"To: {SHOP_ADDRESS}\nSubject: Undelivered Mail Returned to Sender\n"
        f"Date: {format_datetime(at.astimezone(SEOUL))}\nMessage-ID: <{token}@mx.customer.example>\n"
        "Auto-Submitted: auto-replied\nMIME-Version: 1.0\n"
        f'Content-Type: multipart/report; report-type=delivery-status; boundary="{token}"\n\n'
    )
    body = "".join(f"--{token}\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts.items())
    return f"{header}{body}--{token}--\n".replace("\n", "\r\n").encode()
