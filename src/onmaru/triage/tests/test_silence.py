from dataclasses import replace
from datetime import timedelta

import pytest

from onmaru.triage.machine_words import essence, sounds_automatic
from onmaru.triage.senders import answers_nobody, bare
from onmaru.triage.silence import Facts, why_silent

SPEAKS = Facts()


def test_an_ordinary_first_message_is_acknowledged() -> None:
    assert why_silent(SPEAKS) == ""


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"incoming": False}, "not a customer's message"),
        ({"machine": "out_of_office"}, "machine: out_of_office"),
        ({"spam": True}, "spam"),
        ({"blocked": True}, "blocked"),
        ({"channel_acknowledges": False}, "switched off"),
        ({"channel_paused": True}, "channel paused"),
        ({"first_of_episode": False}, "not the first message of the episode"),
        ({"acknowledged": True}, "acknowledged before"),
        ({"answered": True}, "answered before"),
        ({"resolved": True}, "resolved before"),
        ({"age": timedelta(hours=13)}, "too old"),
        ({"ours": True}, "our own address"),
        ({"an_agents": True}, "an agent's address"),
        ({"nobody_reads": True}, "address that nobody reads"),
        ({"unreachable": True}, "undeliverable address"),
        ({"our_own_words": True}, "our own words came back"),
        ({"sounds_automatic": True}, "sounds automatic"),
        ({"said_before": True}, "the same text again"),
        ({"lately_to_handle": 3}, "too many to this handle"),
        ({"lately_in_conversation": 2}, "too many in this conversation"),
    ],
)
def test_each_fact_keeps_us_silent(change: dict[str, object], reason: str) -> None:
    assert why_silent(replace(SPEAKS, **change)) == reason


@pytest.mark.parametrize(
    "handle",
    """no-reply@x.example noreply@x.example noreply-orders@x.example do-not-reply@x.example donotreply@x.example order-noreply@x.example
    MAILER-DAEMON@x.example postmaster@x.example bounce@x.example bounces+12=a@x.example news-bounces@x.example auto-reply@x.example
    autoresponder@x.example notifications@x.example alert@x.example list-request@x.example owner-list@x.example @x.example
    unknown@sender.invalid""".split(),  # noqa: SIM905 - read as a table
)
def test_addresses_that_nobody_reads(handle: str) -> None:
    assert answers_nobody(handle)


@pytest.mark.parametrize("handle", ["yuna@x.example", "reply@x.example", "noriko@x.example", "autumn@x.example", "kakao-user-1"])
def test_addresses_of_people(handle: str) -> None:
    assert not answers_nobody(handle)


def test_an_address_without_its_tag() -> None:
    assert bare("Help+c12.abcd@Haru.example") == "help@haru.example"
    assert bare("kakao-user-1") == "kakao-user-1"


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("자동응답: 컵 문의", ""),
        ("부재중: 휴가입니다", ""),
        ("Automatic reply: order", ""),
        ("Out of office", ""),
        ("[Support] Your ticket 123 has been received", ""),
        ("", "본 메일은 발신전용입니다."),
        ("", "본 메일은 자동으로 발송된 메일입니다."),
        ("", "고객님의 문의가 정상적으로 접수되었습니다. 담당자가 확인 후 연락드리겠습니다."),
        ("", "Thanks. This is an automated message, do not reply to this e-mail."),
        ("", "I am out of the office until Monday."),
    ],
)
def test_machines_give_themselves_away(subject: str, text: str) -> None:
    assert sounds_automatic(subject, text)


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("배송 문의", "접수는 했는데 송장이 안 떠요. 자동결제 취소도 부탁드려요."),
        ("Where is my order", "I received your confirmation but the cup has not arrived."),
        ("자동 우산 교환", "자동 우산이 안 펴져요"),
        ("Request for a refund", "The ticket holder is broken."),
        ("문의 접수 확인 부탁드려요", "제 문의가 접수가 됐는지 궁금합니다"),
    ],
)
def test_people_may_mention_machines(subject: str, text: str) -> None:
    assert not sounds_automatic(subject, text)


def test_the_essence_of_a_text_ignores_what_machines_count() -> None:
    assert essence("Ticket #12, 접수!") == essence("ticket #99 접수")
