"""Machines that answer machines. Whatever stands on the other side, only few automatic mails leave our house, and nothing wakes up."""

from collections.abc import Iterable
from email.message import EmailMessage
from itertools import count

import pytest

from onmaru.channels.models import Delivery
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Channel, Conversation, Dispatch, Episode, Message
from onmaru.kit import clock
from onmaru.people.models import Agent
from onmaru.triage.silence import PER_HANDLE
from onmaru.triage.tests.post_office import PostOffice, answer, mail

OURS = "help@haru.example"
THEIRS = "support@desk.example"
YUNA = "yuna@customer.example"


def writes(sender: str = YUNA, subject: str = "컵이 깨졌어요", text: str = "어제 받은 컵이 깨져 있어요. 교환해 주세요.") -> EmailMessage:
    return mail(sender, OURS, subject, text)


def quiet(office: PostOffice) -> bool:
    return not office.on_the_way and not Delivery.objects.filter(state__in=["waiting", "tray"]).exists()


def test_the_simulation_can_loop(office: PostOffice) -> None:
    """Two machines that know no manners, neither of them ours, write for as long as they may."""
    office.mailboxes = {
        "a@x.example": lambda letter: [answer(letter, "a@x.example", "받았습니다")],
        "b@x.example": lambda letter: [answer(letter, "b@x.example", "저도 받았습니다")],
    }
    office.post(mail("a@x.example", "b@x.example", "안녕", "안녕"))
    office.run(hours=2)
    assert len(office.delivered) == 120 and not quiet(office)


def test_an_auto_responder_with_manners(office: PostOffice) -> None:
    office.mailboxes[YUNA] = lambda letter: [answer(letter, YUNA, "휴가 중입니다.", Auto_Submitted="auto-replied")]
    office.post(writes())
    office.run()
    assert quiet(office)
    assert (office.automatic, Conversation.objects.count(), Message.objects.count()) == (1, 1, 3)


def test_an_auto_responder_without_manners_in_the_thread(office: PostOffice) -> None:
    office.mailboxes[YUNA] = lambda letter: [answer(letter, YUNA, "네 알겠습니다. 곧 보겠습니다. 잘 부탁드립니다.")]
    office.post(writes())
    office.run()
    assert quiet(office)
    assert office.automatic == 1


def test_an_out_of_office_that_ignores_headers_and_threads(office: PostOffice) -> None:
    texts = count(1)

    def away(letter: EmailMessage) -> Iterable[EmailMessage]:
        return [mail(YUNA, letter["Reply-To"], f"부재중 {next(texts)}", "이번 주는 자리를 비웁니다. 급한 일은 전화로 부탁드립니다.")]

    office.mailboxes[YUNA] = away
    office.post(writes())
    office.run()
    assert quiet(office)
    assert office.automatic == 1


def test_a_bounce_that_bounces(office: PostOffice) -> None:
    daemon = "MAILER-DAEMON@customer.example"

    def unknown(letter: EmailMessage) -> Iterable[EmailMessage]:
        """A server that answers in words instead of a report, from an address that answers in turn."""
        text = f"The following address failed:\n\n  <{YUNA}>: 550 5.1.1 no such user\n\nMessage-ID: {letter['Message-ID']}"
        return [mail(daemon, OURS, "Undelivered Mail Returned to Sender", text, Return_Path="<>")]

    office.mailboxes |= {YUNA: unknown, daemon.lower(): unknown, daemon: unknown}
    office.post(writes())
    office.run()
    assert office.automatic == 1
    assert not office.on_the_way


def test_another_desk_that_acknowledges_our_acknowledgement(office: PostOffice) -> None:
    tickets = count(1000)

    def desk(letter: EmailMessage) -> Iterable[EmailMessage]:
        number = next(tickets)
        return [
            mail(THEIRS, letter["Reply-To"], f"[#{number}] 새 티켓이 등록되었습니다", f"안녕하세요. 티켓 {number}번으로 도와드리겠습니다.")
        ]

    office.mailboxes[THEIRS] = desk
    office.post(writes(THEIRS))
    office.run()
    assert quiet(office)
    # The first words, and their first receipt, which nothing tells from a person's; the second is a repetition.
    assert office.automatic <= 2


def tireless(office: PostOffice, sender: str = THEIRS, hours: float = 4) -> None:
    """New words, a new subject and no thread each time, at once and for ever."""
    numbers = count(1)

    def desk(letter: EmailMessage) -> Iterable[EmailMessage]:
        number = next(numbers)
        words = "".join(chr(0xAC00 + (number * step * 7919) % 11172) for step in range(1, 40))
        return [mail(sender.format(number), OURS, words[:9], words)]

    office.mailboxes[THEIRS] = desk
    office.post(writes(sender.format(0)))
    office.run(hours=hours)


@pytest.mark.parametrize("sender", [THEIRS, "support+{}@desk.example"])
def test_a_desk_that_never_says_the_same_twice_meets_the_rate(office: PostOffice, sender: str) -> None:
    tireless(office, sender)
    assert 1 < office.automatic <= PER_HANDLE * 2


def test_without_the_guards_it_would_go_on(office: PostOffice, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "onmaru.triage.steps.acknowledge.why_silent", lambda facts: "" if facts.incoming and facts.first_of_episode else "no"
    )
    tireless(office, hours=0.5)
    assert office.automatic > PER_HANDLE * 2


def test_a_desk_like_ours(office: PostOffice) -> None:
    """Another deployment of this product: it marks its mail as automatic, with a mark that is not ours."""
    office.mailboxes[THEIRS] = lambda letter: [
        answer(
            letter, THEIRS, "문의를 잘 받았습니다. 오늘 오후 3시까지 답해 드리겠습니다.", Auto_Submitted="auto-replied", X_Onmaru="0" * 32
        )
    ]
    office.post(writes(THEIRS))
    office.run()
    assert quiet(office)
    assert office.automatic == 1


def test_a_mailing_list_we_are_on(office: PostOffice) -> None:
    for number in range(5):
        office.post(
            mail(f"m{number}@x.example", OURS, f"[potters] 유약 {number}", f"{number}번째 글입니다.", List_Id="<potters.lists.example>")
        )
    office.post(mail("m9@x.example", OURS, "potters", "목록에 쓴 글입니다.", Precedence="list"))
    office.run()
    assert quiet(office)
    assert office.automatic == 0


def test_a_mailbox_that_forwards_to_us(office: PostOffice) -> None:
    """What we send there comes back as it was."""
    office.mailboxes[YUNA] = lambda letter: [forwarded(letter)]
    office.post(writes())
    office.run()
    assert office.automatic == 1
    assert Delivery.objects.filter(state="ignored", reason="own").exists()
    assert not office.on_the_way


def forwarded(letter: EmailMessage) -> EmailMessage:
    copy = mail(letter["From"], OURS, letter["Subject"], letter.get_body(("plain",)).get_content())  # pyright: ignore[reportOptionalMemberAccess]
    for name in ("Message-ID", "Date", "X-Onmaru", "Auto-Submitted"):
        del copy[name]
        copy[name] = letter[name]
    return copy


def test_a_mailbox_that_forwards_under_its_own_name(office: PostOffice) -> None:
    """All headers are lost and the sender is new: our words are all that is left to know it by."""
    subjects = count(1)

    def rewritten(letter: EmailMessage) -> Iterable[EmailMessage]:
        text = letter.get_body(("plain",)).get_content()  # pyright: ignore[reportOptionalMemberAccess]
        return [mail(YUNA, OURS, f"전달된 편지 {next(subjects)}", text)]

    office.mailboxes[YUNA] = rewritten
    office.post(writes())
    office.run()
    assert quiet(office)
    assert office.automatic == 1


def test_ourselves_as_customer(office: PostOffice, mailbox: Channel) -> None:
    wholesale = Channel.objects.create(kind="email", name="도매", handle="b2b@haru.example")
    office.channels.append(wholesale)
    office.post(writes(OURS), writes("b2b@haru.example"), mail(OURS, "b2b@haru.example", "재고 확인", "접시 재고 있나요? 알려 주세요."))
    office.post(mail("help+sales@haru.example", OURS, "꼬리표", "꼬리표가 붙은 우리 주소에서 씁니다."))
    office.run()
    assert office.automatic == 0
    assert not office.on_the_way


def test_machines_never_reopen(office: PostOffice, minji: Agent) -> None:
    """A person answered and resolved; then an absence note, a list's copy, a bounce and our own mail arrive."""
    office.post(writes())
    office.run()
    conversation = Conversation.objects.get()
    with clock.frozen_at(office.now):
        ours = reply(conversation, minji, "교환해 드리겠습니다.")
        Dispatch.objects.filter(pk=ours.pk).update(state="sent", sent_at=office.now)
        resolve(conversation, minji)
    thread = {"In_Reply_To": f"<{ours.external_id}>", "References": f"<{ours.external_id}>"}
    office.post(
        mail(YUNA, OURS, "Re: 컵이 깨졌어요", "휴가 중입니다.", Auto_Submitted="auto-replied", **thread),
        mail(YUNA, OURS, "부재중: 컵이 깨졌어요", "이번 주는 자리를 비웁니다.", **thread),
        mail(YUNA, OURS, "Re: 컵이 깨졌어요", "목록에도 보냅니다.", List_Id="<l.x.example>", **thread),
        mail("MAILER-DAEMON@x.example", OURS, "Undelivered Mail", f"<{YUNA}>: 550 no\nMessage-ID: <{ours.external_id}>", **thread),
    )
    office.run()
    conversation.refresh_from_db()
    assert conversation.status == "resolved"
    assert conversation.customer_waiting_since is None
    assert Episode.objects.filter(conversation=conversation).count() == 1
    assert office.automatic == 1
