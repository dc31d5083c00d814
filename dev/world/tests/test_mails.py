from __future__ import annotations

import re
from datetime import datetime

import pytest

from dev.world import cast
from dev.world.clients import CLIENTS
from dev.world.letter import Letter, letters
from dev.world.mails import Mail, said, write
from dev.world.steps import AgentReplies, CustomerIsAway, CustomerWrites, ReplyBounces
from dev.world.story import steps, story
from dev.world.tests.read import addresses, read, text_of
from dev.world.thread import Said, Thread
from dev.world.when import SEOUL, Moments

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=SEOUL)


def answered(thread: Thread, step: AgentReplies) -> Thread:
    reply = Said(f"<{step.at.timestamp():.0f}@haru.example>", cast.SHOP_NAME, cast.SHOP_ADDRESS, step.at, step.text, "Re: …")
    return thread.and_then(reply, answer_to="help+c1.abc@haru.example")


def mails(letter: Letter) -> list[tuple[CustomerWrites | CustomerIsAway | ReplyBounces, Thread, bytes]]:
    thread, built = Thread(), []
    for step in steps(letter, Moments(NOW)):
        if isinstance(step, CustomerWrites | CustomerIsAway | ReplyBounces):
            built.append((step, thread, step.build(thread)))
        if isinstance(step, CustomerWrites):
            thread = thread.and_then(step.said(thread))
        elif isinstance(step, AgentReplies):
            thread = answered(thread, step)
    return built


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.slug)
def test_a_letter_reads_back_as_it_was_written(letter: Letter) -> None:
    for step, thread, raw in mails(letter):
        mail = read(raw)
        assert not mail.defects
        assert mail["Date"].datetime == step.at.replace(microsecond=0)
        if isinstance(step, ReplyBounces):
            assert mail.get_content_type() == "multipart/report"
            continue
        assert text_of(mail).startswith(step.mail.text + "\n")
        assert addresses(mail, "From") == [step.mail.writer.email]
        assert mail["From"].addresses[0].display_name == step.mail.writer.name
        assert addresses(mail, "To") == [thread.answer_to if thread.said else cast.SHOP_ADDRESS]
        assert addresses(mail, "Cc") == [each.email for each in step.mail.copies]
        assert step.mail.subject in str(mail["Subject"])
        assert [part.get_filename() for part in mail.iter_attachments()] == [file.name for file in step.mail.files]
        assert [part.get_content() for part in mail.iter_attachments()] == [file.content for file in step.mail.files]


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.slug)
def test_an_answer_names_what_it_answers(letter: Letter) -> None:
    for step, thread, raw in mails(letter):
        if isinstance(step, CustomerWrites) and thread.last:
            mail = read(raw)
            assert mail["In-Reply-To"] == thread.last.message_id
            assert str(mail["References"]).split() == [each.message_id for each in thread.said]
            assert thread.last.text.splitlines()[0] in text_of(mail)


@pytest.mark.parametrize("name", CLIENTS)
def test_every_program_writes_html_as_it_writes_text(name: str) -> None:
    customer = cast.Customer("someone", "하루", "someone@customer.example", name)
    first = Mail(customer, "주문 <확인>", "a < b & 가나다", NOW)
    thread = Thread((said(first, Thread()),))
    mail = read(write(Mail(customer, first.subject, "두 번째 줄\n세 번째", NOW), thread))
    assert "두 번째 줄\n세 번째" in text_of(mail)
    html = mail.get_body(("html",))
    if html is not None:
        assert "<p>두 번째 줄</p>" in html.get_content()
        assert "a &lt; b &amp; 가나다" in html.get_content()


def test_programs_and_charsets_are_mixed() -> None:
    raws = [step.build(Thread()) for step in story(NOW) if isinstance(step, CustomerWrites)]
    charsets = {read(raw).get_body(("plain",)).get_param("charset") for raw in raws}  # pyright: ignore[reportOptionalMemberAccess]
    assert charsets >= {"utf-8", "ks_c_5601-1987", "euc-kr", "cp949", "iso-2022-jp"}
    assert {step.mail.writer.client for step in story(NOW) if isinstance(step, CustomerWrites)} == set(CLIENTS)


def test_the_same_story_is_the_same_bytes() -> None:
    def told() -> list[bytes]:
        return [raw for letter in letters() for _, _, raw in mails(letter)]

    assert told() == told()


def test_nobody_lives_outside_the_examples() -> None:
    for letter in letters():
        for _, _, raw in mails(letter):
            text = everything_said(raw)
            hosts = re.findall(r"[\w.+-]+@([\w.-]*\w)|https?://([\w.-]*\w)", text)
            outside = {host for pair in hosts for host in pair if host and not host.endswith(".example")}
            assert not outside


def everything_said(raw: bytes) -> str:
    mail = read(raw)
    texts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    return "\n".join([*map(str, mail.values()), *texts])
