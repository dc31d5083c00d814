"""What the mail host says to recipients it has been told to be difficult about."""

from __future__ import annotations

TEMPORARY = "451 4.3.0 The mailbox is busy, please try again later"
UNKNOWN = "550 5.1.1 User unknown"


class Answers:
    """Recipients refused at RCPT, with the reply, and recipients accepted first and bounced later."""

    def __init__(self) -> None:
        self.refused = {"tempfail@customer.example": TEMPORARY, "nobody@customer.example": UNKNOWN}
        self.bounced = {"bouncing@customer.example"}

    def refuse(self, recipient: str, reply: str) -> None:
        self.refused[recipient.lower()] = reply

    def bounce(self, recipient: str) -> None:
        self.bounced.add(recipient.lower())

    def accept(self, recipient: str) -> None:
        self.refused.pop(recipient.lower(), None)
        self.bounced.discard(recipient.lower())
