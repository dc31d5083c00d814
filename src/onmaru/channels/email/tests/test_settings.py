"""The shapes behind a channel's settings, and what is said about wrong ones."""

import json
from dataclasses import replace

import pytest

from onmaru.channels.email.settings import EmailSettings, Esp, Imap, OAuth, Smtp

IMAP = Imap(host="imap.haru.example", user="help@haru.example", password="secret")
GOOD = EmailSettings(
    imap=IMAP,
    smtp=Smtp(host="smtp.haru.example", user="help@haru.example", password="secret"),
    aliases=("contact@haru.example",),
)


def test_there_and_back() -> None:
    imap = replace(IMAP, oauth=OAuth(client_id="c", refresh_token="r"))
    whole = replace(GOOD, esp=Esp(provider="mailgun", signing_key="k"), imap=imap)
    assert EmailSettings.from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_nothing_set_and_unknown_keys() -> None:
    assert EmailSettings.from_json({}) == EmailSettings()
    assert EmailSettings.from_json({"imap": {"host": "h", "later": 1}, "new": {}}).imap == Imap(host="h")


def test_secrets_do_not_appear_in_logs() -> None:
    assert "secret" not in repr(GOOD)


def test_good_ones_have_no_problems() -> None:
    assert GOOD.problems() == []


@pytest.mark.parametrize(
    ("settings", "count"),
    [
        (replace(GOOD, imap=replace(IMAP, host="")), 1),
        (replace(GOOD, imap=replace(IMAP, host="imap://haru.example/")), 1),
        (replace(GOOD, imap=replace(IMAP, port=0, security="ssl")), 2),
        (replace(GOOD, imap=replace(IMAP, password="")), 1),
        (replace(GOOD, imap=replace(IMAP, oauth=OAuth(provider="google"))), 1),
        (replace(GOOD, imap=replace(IMAP, after="move:")), 1),
        (replace(GOOD, imap=replace(IMAP, after="move:INBOX")), 1),
        (replace(GOOD, imap=replace(IMAP, poll_seconds=1)), 1),
        (replace(GOOD, esp=Esp(provider="carrier pigeon")), 1),
        (replace(GOOD, esp=Esp(provider="mailgun")), 1),
        (replace(GOOD, esp=Esp(provider="resend")), 2),
        (replace(GOOD, esp=Esp(provider="ses")), 1),
        (replace(GOOD, esp=Esp(provider="postmark")), 1),
        (replace(GOOD, esp=Esp(provider="sendgrid", sends=True)), 1),
    ],
)
def test_each_problem_is_said(settings: EmailSettings, count: int) -> None:
    problems = settings.problems()
    assert len(problems) == count, problems
    assert all(problem.endswith(".") for problem in problems)


@pytest.mark.parametrize("host", ["imap.gmail.com", "127.0.0.1", "[2001:db8::1]", "메일.한국"])
def test_hosts(host: str) -> None:
    assert replace(GOOD, imap=replace(IMAP, host=host)).problems() == []
