"""Handing one mail to an SMTP server, in phases: until the final dot leaves nothing was taken, after it only the answer can tell."""

import smtplib
import socket
from collections.abc import Callable, Iterable

from django.conf import settings as deployment
from django.utils.translation import gettext as _

from onmaru.channels.email import oauth
from onmaru.channels.email.imap import trust
from onmaru.channels.email.settings import Smtp
from onmaru.channels.email.smtp_words import TOO_LARGE, reason, refusal, server_words, unreachable
from onmaru.inbox.outbound import Permanent, Temporary, Unknown
from onmaru.kit.addresses import PrivateAddress, allowed_by_name, connect

CONNECT_SECONDS = 20.0
COMMAND_SECONDS = 60.0
# RFC 5321 grants a server ten minutes after the final dot; one that needs more than two is looked after by `find_out`.
ANSWER_SECONDS = 120.0


class _Plain(smtplib.SMTP):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return connect(host, port, CONNECT_SECONDS)


class _Tls(smtplib.SMTP_SSL):
    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return self.context.wrap_socket(connect(host, port, CONNECT_SECONDS), server_hostname=host.strip("[]"))


def open_session(smtp: Smtp, channel_id: int) -> smtplib.SMTP:
    """Connected, secured and signed in. Raises Temporary or Permanent."""
    if smtp.security == "none" and not allowed_by_name(smtp.host):
        raise Permanent(_("Mail is not sent without encryption. Choose TLS or STARTTLS in the channel's settings."))
    try:
        session = _connected(smtp)
    except PrivateAddress as closed:
        raise Permanent(str(closed)) from closed
    except smtplib.SMTPResponseException as answer:
        raise refusal(answer.smtp_code, answer.smtp_error) from answer
    except (OSError, smtplib.SMTPException) as fault:
        raise unreachable(smtp.host, fault) from fault
    try:
        _sign_in(session, smtp, channel_id)
    except BaseException:
        session.close()
        raise
    return session


def _connected(smtp: Smtp) -> smtplib.SMTP:
    # The name we greet with; without a dot a server would take it for a forgery, so smtplib's own address literal is used instead.
    name = deployment.PUBLIC_HOST if "." in deployment.PUBLIC_HOST.strip("0123456789.") else "[127.0.0.1]"
    if smtp.security == "tls":
        session: smtplib.SMTP = _Tls(smtp.host, smtp.port, local_hostname=name, context=trust(smtp.ca_file))
    else:
        session = _Plain(smtp.host, smtp.port, local_hostname=name)
    try:
        assert session.sock
        session.sock.settimeout(COMMAND_SECONDS)
        if smtp.security == "starttls":
            session.starttls(context=trust(smtp.ca_file))
        session.ehlo_or_helo_if_needed()
    except BaseException:
        session.close()
        raise
    return session


def _sign_in(session: smtplib.SMTP, smtp: Smtp, channel_id: int) -> None:
    if not (smtp.user and (smtp.password or smtp.oauth)):
        return
    try:
        if smtp.oauth:
            token = oauth.access_token(channel_id, smtp.oauth)
            session.auth("XOAUTH2", lambda challenge=None: "" if challenge else f"user={smtp.user}\1auth=Bearer {token}\1\1")
        else:
            session.login(smtp.user, smtp.password)
    except smtplib.SMTPAuthenticationError as refused:
        if smtp.oauth:
            oauth.forget(smtp.oauth)
        raise refusal(refused.smtp_code, refused.smtp_error) from refused
    except oauth.SignInRefused as refused:
        raise Permanent(reason(535, refused.reason)) from refused
    except (smtplib.SMTPNotSupportedError, UnicodeError) as impossible:
        raise Permanent(reason(535, str(impossible))) from impossible
    except (OSError, smtplib.SMTPException) as fault:
        raise unreachable(smtp.host, fault) from fault


def deliver(
    session: smtplib.SMTP,
    sender: str,
    to: Iterable[str],
    cc: Iterable[str],
    copy: str,
    content: bytes,
    handing_over: Callable[[], bool],
) -> tuple[tuple[str, str], ...]:
    """Hand over one mail, whose lines end with CRLF; gives the recipients in `cc` that were refused, with the reason.

    All of `to` and our own `copy` must be taken, else nothing is sent: a copy that is in our mailbox then proves that the mail was taken.
    Raises Temporary or Permanent while nothing was taken, and Unknown when the answer to the final dot was lost.
    """
    # Without it the final dot would be no line of its own, and both sides would wait for the other.
    if not content.endswith(b"\r\n"):
        content += b"\r\n"
    try:
        refused = _envelope(session, sender, to, cc, copy, len(content))
        code, words = session.docmd("DATA")
        if code != 354:
            raise refusal(code, words)
        session.send(smtplib._quote_periods(content))  # pyright: ignore[reportAttributeAccessIssue]
    except (OSError, smtplib.SMTPException) as fault:
        session.close()
        raise unreachable(session._host, fault) from fault  # pyright: ignore[reportAttributeAccessIssue]
    except (Temporary, Permanent):
        _reset(session)
        raise
    _last_word(session, handing_over)
    return refused


def _envelope(
    session: smtplib.SMTP, sender: str, to: Iterable[str], cc: Iterable[str], copy: str, size: int
) -> tuple[tuple[str, str], ...]:
    allowed = session.esmtp_features.get("size", "")
    if allowed.isdigit() and 0 < int(allowed) < size:
        raise Permanent(str(TOO_LARGE))
    code, words = session.mail(sender, [f"size={size}"] if "size" in session.esmtp_features else [])
    if code != 250:
        raise refusal(code, words, sender)
    for address in to:
        code, words = session.rcpt(address)
        if code not in (250, 251):
            raise refusal(code, words, address)
    if copy:
        code, words = session.rcpt(copy)
        if code not in (250, 251):
            raise Temporary(_("Our own mailbox does not take the copy of this mail. %(why)s") % {"why": reason(code, words, copy)})
    refused = []
    for address in cc:
        code, words = session.rcpt(address)
        if code not in (250, 251):
            refused.append((address, reason(code, words, address)))
    return tuple(refused)


def _last_word(session: smtplib.SMTP, handing_over: Callable[[], bool]) -> None:
    """The final dot, and its answer. A connection that closes before the dot makes the server forget the mail."""
    try:
        ours = handing_over()
    except BaseException:
        session.close()
        raise
    if not ours:
        session.close()
        raise Temporary("the claim was lost")
    assert session.sock
    try:
        session.sock.settimeout(ANSWER_SECONDS)
        session.sock.sendall(b".\r\n")
    except (BrokenPipeError, ConnectionResetError) as gone:
        # These say that the connection was closed already, so the dot never left.
        session.close()
        raise unreachable(session._host, gone) from gone  # pyright: ignore[reportAttributeAccessIssue]
    except OSError as fault:
        session.close()
        raise _lost(fault) from fault
    try:
        code, words = session.getreply()
        session.sock.settimeout(COMMAND_SECONDS)
    except (OSError, smtplib.SMTPException) as fault:
        session.close()
        raise _lost(fault) from fault
    if not 200 <= code < 600:
        session.close()
        raise _lost(ValueError(f"{code} {server_words(words)}"))
    if code >= 300:
        raise refusal(code, words)


def _lost(fault: Exception) -> Unknown:
    sentence = _("The mail server's answer was lost, so the mail may have been sent.")
    return Unknown(f"{sentence} ({server_words(str(fault) or type(fault).__name__)})")


def _reset(session: smtplib.SMTP) -> None:
    try:
        session.rset()
    except (OSError, smtplib.SMTPException):
        session.close()
