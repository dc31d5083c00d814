"""In which phase an SMTP session may break, and what each break means."""

from collections.abc import Iterator

import pytest
import pytest_django
from django.utils import translation

from onmaru.channels.email import smtp as smtp_module
from onmaru.channels.email import smtp_sessions
from onmaru.channels.email.settings import Smtp
from onmaru.channels.email.smtp import deliver, open_session
from onmaru.channels.email.tests.scripted_smtp import ScriptedSmtp
from onmaru.inbox.outbound import Permanent, Temporary, Unknown

MAIL = b"Subject: a\r\n\r\n.hidden\r\nend\r\n"
YUNA, DAD, OURS = "yuna@customer.example", "dad@customer.example", "help@haru.example"


@pytest.fixture(autouse=True)
def loopback(settings: pytest_django.Settings) -> Iterator[None]:
    settings.PRIVATE_HOSTS_ALLOWED = ["127.0.0.1"]
    with translation.override("en"):
        yield
    smtp_sessions.close_idle(longer_than=0)


@pytest.fixture
def server() -> Iterator[ScriptedSmtp]:
    with ScriptedSmtp() as server:
        yield server


def plain(server: ScriptedSmtp) -> Smtp:
    return Smtp(host="127.0.0.1", port=server.port, security="none")


class Handing:
    """Stands for the committed step before the last word."""

    def __init__(self, server: ScriptedSmtp, answer: bool = True) -> None:
        self.server, self.answer, self.taken_before, self.calls = server, answer, -1, 0

    def __call__(self) -> bool:
        self.calls += 1
        self.taken_before = len(self.server.taken)
        return self.answer


def sent(server: ScriptedSmtp, handing: Handing | None = None, cc: tuple[str, ...] = (), copy: str = "") -> tuple[tuple[str, str], ...]:
    with smtp_sessions.session(plain(server), 1) as session:
        return deliver(session, OURS, [YUNA], cc, copy, MAIL, handing or Handing(server))


def test_a_mail_is_taken_as_it_was_written(server: ScriptedSmtp) -> None:
    handing = Handing(server)
    assert sent(server, handing, cc=(DAD,), copy=OURS) == ()
    assert (handing.calls, handing.taken_before) == (1, 0)
    [(sender, recipients, content)] = server.taken
    assert sender.startswith(f"mail FROM:<{OURS}> size={len(MAIL)}")
    assert recipients == [YUNA, OURS, DAD]
    assert content == MAIL


@pytest.mark.parametrize(
    ("command", "answer", "raised", "words"),
    [
        ("greeting", "421 busy", Temporary, "421 busy"),
        ("greeting", "close", Temporary, "cannot be reached"),
        ("MAIL", "451 4.3.0 later", Temporary, "at the moment. (451 4.3.0 later)"),
        ("MAIL", "552 5.3.4 Message too big", Permanent, "too large"),
        ("RCPT", "550 5.1.1 User unknown", Permanent, f"no mailbox {YUNA}. (550 5.1.1 User unknown)"),
        ("RCPT", "550 5.1.2 no such host", Permanent, f"The domain of {YUNA} takes no mail"),
        ("RCPT", "552 5.2.2 over quota", Permanent, f"mailbox {YUNA} is full"),
        ("RCPT", "450 4.2.0 Greylisted", Temporary, "Greylisted"),
        ("RCPT", "554 5.7.1 Relay access denied", Permanent, "refuses to send"),
        ("DATA", "554 5.7.1 no", Permanent, "refused the mail"),
        ("DATA", "close", Temporary, "cannot be reached"),
        (".", "554 5.6.0 spam", Permanent, "refused the mail"),
        (".", "451 4.7.0 try later", Temporary, "try later"),
    ],
)
def test_a_refusal_means_that_nothing_was_taken(
    server: ScriptedSmtp, command: str, answer: str, raised: type[Temporary | Permanent], words: str
) -> None:
    server.answers[command] = answer
    with pytest.raises(raised) as told:
        sent(server)
    assert words in told.value.reason
    assert server.taken == []


@pytest.mark.parametrize("answer", ["close", "silence", "999 what"])
def test_a_lost_answer_leaves_it_unknown(server: ScriptedSmtp, answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp_module, "ANSWER_SECONDS", 0.2)
    server.answers["."] = answer
    with pytest.raises(Unknown, match="may have been sent"):
        sent(server)
    server.answers.clear()
    assert sent(server) == ()
    assert server.sessions == 2, "a session whose answer was lost is never used again"


def test_without_the_claim_the_dot_is_not_said(server: ScriptedSmtp) -> None:
    with pytest.raises(Temporary):
        sent(server, Handing(server, answer=False))
    assert sent(server) == ()
    assert len(server.taken) == 1
    assert server.sessions == 2


def test_a_fault_of_ours_before_the_dot_takes_nothing(server: ScriptedSmtp) -> None:
    def broken() -> bool:
        raise RuntimeError("database gone")

    with pytest.raises(RuntimeError), smtp_sessions.session(plain(server), 1) as session:
        deliver(session, OURS, [YUNA], (), "", MAIL, broken)
    assert server.taken == []


def test_somebody_in_copy_may_be_refused(server: ScriptedSmtp) -> None:
    server.answers[f"RCPT TO:<{DAD}>"] = "550 5.1.1 unknown"
    assert sent(server, cc=(DAD,)) == ((DAD, f"There is no mailbox {DAD}. (550 5.1.1 unknown)"),)
    assert server.taken[0][1] == [YUNA]


def test_our_own_copy_may_not(server: ScriptedSmtp) -> None:
    server.answers[f"RCPT TO:<{OURS}>"] = "552 5.2.2 full"
    with pytest.raises(Temporary, match="Our own mailbox does not take"):
        sent(server, copy=OURS)
    assert server.taken == []


def test_a_session_serves_one_mail_after_another(server: ScriptedSmtp) -> None:
    for _ in range(3):
        sent(server)
    assert (len(server.taken), server.sessions) == (3, 1)


def test_a_session_closed_by_the_server_is_replaced(server: ScriptedSmtp) -> None:
    server.answers["RSET"] = "421 bye"
    sent(server)
    sent(server)
    assert (len(server.taken), server.sessions) == (2, 2)


def test_too_large_for_this_server_is_known_before(server: ScriptedSmtp) -> None:
    with smtp_sessions.session(plain(server), 1) as session, pytest.raises(Permanent, match="too large"):
        deliver(session, OURS, [YUNA], (), "", b"x" * 1_000_001, Handing(server))
    assert not [command for command in server.commands if command.lower().startswith("mail")]


def test_a_wrong_password(server: ScriptedSmtp) -> None:
    server.answers["AUTH"] = "535 5.7.8 no"
    with pytest.raises(Permanent, match="user name and password"):
        open_session(Smtp(host="127.0.0.1", port=server.port, security="none", user="u", password="p"), 1)


def test_private_hosts_and_bare_passwords_are_refused(server: ScriptedSmtp, settings: pytest_django.Settings) -> None:
    settings.PRIVATE_HOSTS_ALLOWED = []
    for security, words in (("none", "without encryption"), ("starttls", "not a public address"), ("tls", "not a public address")):
        with pytest.raises(Permanent, match=words):
            open_session(Smtp(host="127.0.0.1", port=server.port, security=security), 1)
    assert server.sessions == 0


def test_starttls_is_never_left_out(server: ScriptedSmtp) -> None:
    with pytest.raises(Temporary, match="cannot be reached"):
        open_session(Smtp(host="127.0.0.1", port=server.port, security="starttls"), 1)


def test_a_mail_without_a_last_line_end_gets_one(server: ScriptedSmtp) -> None:
    with smtp_sessions.session(plain(server), 1) as session:
        deliver(session, OURS, [YUNA], (), "", b"Subject: a\r\n\r\nend", Handing(server))
    assert server.taken[0][2] == b"Subject: a\r\n\r\nend\r\n"
