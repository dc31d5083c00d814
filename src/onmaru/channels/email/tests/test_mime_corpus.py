import json
from pathlib import Path

import pytest

from onmaru.channels.email.mime import parse
from onmaru.channels.email.tests.corpus import mails

pytestmark = pytest.mark.corpus


def test_every_sample_mail_is_understood() -> None:
    found = mails()
    assert len(found) > 150
    for path in found:
        mail = parse(path.read_bytes())
        assert not [text for text in mail.warnings if text.startswith("not_understood")], path.name
        shown = json.dumps(mail.to_json(), ensure_ascii=False).encode()
        assert b"\\u0000" not in shown, path.name
        said = {line.strip() for text in (mail.reply, mail.quoted, mail.signature) for line in text.split("\n")}
        assert {line.strip() for line in mail.text.split("\n")} - {""} <= said, path.name


@pytest.mark.parametrize(
    ("name", "machine"),
    [
        ("email_enmime/dsn/testdata/simple_dsn.raw", "bounce"),
        ("email_enmime/dsn/testdata/multi_recipient_dsn.raw", "bounce"),
        ("email_enmime/dsn/testdata/delayed_dsn.raw", "delivery_report"),
        ("email_chatwoot/non_utf_encoded_mail.eml", "auto_reply"),
        ("email_chatwoot/reply.eml", None),
        ("email_chatwoot/support.eml", None),
        ("email_chatwoot/group_sender_support.eml", None),
    ],
)
def test_machines_of_the_samples(corpus: Path, name: str, machine: str | None) -> None:
    assert parse((corpus / name).read_bytes()).machine == machine


def test_a_quote_of_767_kilobytes_is_folded(corpus: Path) -> None:
    mail = parse((corpus / "email_github_reply/emails/email_long_quote.txt").read_bytes())
    assert len(mail.quoted) > 700_000
    assert mail.reply.startswith("Hi folks")
