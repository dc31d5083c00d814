"""A case as a sealed document: what is in it, that it can be checked, and that nothing in it is ever read as Typst."""

import json
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.test import Client
from procrastinate.contrib.django.models import ProcrastinateJob
from pypdf import PdfReader, PdfWriter

from onmaru.automation.actions.apply_macro import apply_macro
from onmaru.automation.actions.write_macro import Written as Macro
from onmaru.automation.actions.write_macro import make_macro
from onmaru.cases.actions.ask import NoReason, ask
from onmaru.cases.actions.make import make
from onmaru.cases.models import CaseExport
from onmaru.cases.models.export import LATE
from onmaru.cases.seal import own_keys
from onmaru.cases.verify import NotACase, verify
from onmaru.channels.actions.accept import accept
from onmaru.cli.case import verify as case_verify
from onmaru.events import actor
from onmaru.events.models import Event
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.define_field import define_field
from onmaru.inbox.actions.fill_field import fill_field
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.side_write import start_side
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit import clock, storage
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.tasks.actions.ask import Request
from onmaru.tasks.actions.ask import ask as ask_task
from onmaru.tasks.models import Department
from onmaru.teamwork.actions.escalate import escalate
from onmaru.teamwork.models import Escalation

HOSTILE = '#panic("x") #let a = 1 *굵게* $x$ @ref <label> \\ [ ] #sys.inputs // /* ` _ = 제목 <script>'
TEXT = f"머그컵이 깨져서 왔어요. {HOSTILE}\n\n둘째 줄 😀 日本語 \x07\u202e끝"
WEB = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop.objects.create(name="하루상점 #strong[x]")


@pytest.fixture
def case(shop: Shop) -> Conversation:
    channel = Channel.objects.create(
        kind="sandbox", name="시험", handle="help@haru.example", acknowledges=False, team=Team.objects.create(name="주문")
    )
    raw = json.dumps({"id": "1", "from": "yuna@customer.example", "name": f"한유나 {HOSTILE}", "text": TEXT}).encode()
    accept(channel, raw, "test")
    run_waiting()
    Conversation.objects.update(subject=HOSTILE)
    return Conversation.objects.get()


@pytest.fixture
def junho(db: None) -> Agent:
    return Agent.objects.create(email="junho@haru.example", name="박준호", role=Role.LEAD)


Export = Callable[..., Path]


@pytest.fixture
def export(case: Conversation, junho: Agent, tmp_path: Path) -> Export:
    """`export(with_notes=…)` gives the file that was made."""

    def export(with_notes: bool = False) -> Path:
        wanted = ask(case, junho, "분쟁 조정 자료", with_notes)
        run_waiting()
        wanted.refresh_from_db()
        file = tmp_path / f"{wanted.pk}.pdf"
        file.write_bytes(b"".join(storage.chunks(wanted.blob)))
        assert len(file.read_bytes()) == wanted.size
        return file

    return export


def words_of(file: Path) -> str:
    return "".join(page.extract_text() for page in PdfReader(file).pages)


def test_everything_of_it_is_there_and_holds(export: Export, case: Conversation) -> None:
    verdict = verify(export())
    assert verdict.record_holds and verdict.pages_hold and verdict.public_key == own_keys()[0]
    [message] = verdict.record["messages"]
    assert message["text"] == TEXT and len(message["delivery"]["sha256"]) == 64
    assert verdict.record["conversation"]["subject"] == HOSTILE
    assert {"conversation.opened", "message.received"} <= {event["name"] for event in verdict.record["events"]}


def test_the_pages_say_it_in_words_and_carry_the_hash(export: Export) -> None:
    file = export()
    words = words_of(file)
    assert verify(file).sha256 in words.replace("\n", "").replace("\u200b", "")
    assert "머그컵이 깨져서 왔어요" in words and '#panic("x")' in words and "박준호" in words and "분쟁 조정 자료" in words


def test_without_notes_nothing_internal_is_in_it(export: Export, case: Conversation, junho: Agent) -> None:
    note(case, junho, "진상 고객 주의")
    start_side(case, junho, ["yongho@courier.example"], "", "택배사에 물음")
    fill_field(case, define_field(junho, "응대 주의", "choice", ["블랙컨슈머"]), "블랙컨슈머", by=actor.agent(junho.pk))
    apply_macro(make_macro(Macro("억지 환불 거절", {}, [{"key": "tag", "params": {"tags": ["억지"]}}]), junho), case, junho)
    Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER)
    escalate(case, Escalation.Cause.UPSET, "고소하겠다고 합니다", junho)
    outer, inner = (PdfReader(export(with_notes)).attachments["case.json"][0].decode() for with_notes in (False, True))
    for word in ("진상 고객 주의", "택배사에 물음", "courier", "side_thread", "note.written", "블랙컨슈머", "억지", "escalat"):
        assert word not in outer
        assert word in inner


def test_a_changed_record_or_page_is_found_out(export: Export, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = export()
    assert case_verify(file) == 0
    assert case_verify(file, key="00" * 32) == 1
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(content)
    assert case_verify(broken) == 1
    forged = tmp_path / "forged.pdf"
    forged.write_bytes(_with_another_record(file, TEXT.split(".")[0], "머그컵이 잘 왔어요"))
    verdict = verify(forged)
    assert not verdict.record_holds and not verdict.pages_hold
    assert case_verify(forged) == 1
    assert "NO" in capsys.readouterr().out


def _with_another_record(file: Path, before: str, after: str) -> bytes:
    reader, writer, out = PdfReader(file), PdfWriter(), BytesIO()
    for page in reader.pages:
        writer.add_page(page)
    for name, [content] in reader.attachments.items():
        changed = content.decode().replace(before, after).encode()
        assert name != "case.json" or changed != content
        writer.add_attachment(name, changed)
    writer.write(out)
    return out.getvalue()


def test_other_files_are_no_cases(tmp_path: Path) -> None:
    for number, content in enumerate([b"", b"%PDF-1.7 nothing", b"hello"]):
        file = tmp_path / f"{number}.pdf"
        file.write_bytes(content)
        with pytest.raises(NotACase):
            verify(file)
        assert case_verify(file) == 1
    assert case_verify(tmp_path / "absent.pdf") == 1


def test_a_rotated_key_still_proves_what_it_signed(export: Export, settings: pytest.FixtureRequest) -> None:
    file = export()
    settings.SECRET_KEYS = ["another-key-" * 4, *settings.SECRET_KEYS]  # pyright: ignore[reportAttributeAccessIssue]
    assert verify(file).public_key in own_keys()[1:]
    assert case_verify(file) == 0


def test_it_is_made_once_and_the_log_says_why(case: Conversation, junho: Agent) -> None:
    first = ask(case, junho, "분쟁", key="press")
    assert ask(case, junho, "분쟁", key="press") == first
    run_waiting()
    made = CaseExport.objects.get()
    make(made.pk)
    assert CaseExport.objects.get().made_at == made.made_at
    event = Event.objects.get(name="case.exported")
    assert (event.actor_id, event.data["because"]) == (junho.pk, "분쟁")
    with pytest.raises(NoReason):
        ask(case, junho, "  ")


def test_the_same_rows_give_the_same_bytes(case: Conversation, junho: Agent) -> None:
    from onmaru.cases import sheet
    from onmaru.cases.gather import gather
    from onmaru.cases.print import printed
    from onmaru.cases.seal import seal

    wanted = ask(case, junho, "분쟁")
    one, two = gather(wanted), gather(CaseExport.objects.get(pk=wanted.pk))
    assert one == two
    assert printed(seal(one), sheet.of(one)) == printed(seal(two), sheet.of(two))


def test_hanja_is_printed_in_a_font_that_we_bring(case: Conversation, export: Export) -> None:
    Conversation.objects.update(subject="金海金氏 宗親會 대량 주문")
    pages = PdfReader(export()).pages
    assert "金海金氏 宗親會" in pages[0].extract_text()
    fonts = {str(font.get_object()["/BaseFont"]) for font in pages[0]["/Resources"]["/Font"].values()}  # pyright: ignore[reportIndexIssue]
    assert any("NotoSansKR" in name for name in fonts), fonts


def test_the_screen_makes_one_and_hands_it_out(case: Conversation, junho: Agent) -> None:
    desk = Client()
    desk.force_login(junho)
    url = f"/desk/conversations/{case.pk}/case/"
    assert desk.post(url, {"because": " "}).status_code == 422
    assert desk.post(url, {"because": "<b>분쟁</b>", "key": "k"}).status_code == 302
    run_waiting()
    shown = desk.get(url, headers=WEB).content.decode()
    made = CaseExport.objects.get()
    assert "&lt;b&gt;분쟁" in shown and made.record_sha256 in shown
    answer = desk.get(f"/desk/case-exports/{made.pk}/")
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")  # pyright: ignore[reportAttributeAccessIssue]
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert "/case/" in desk.get(f"/desk/conversations/{case.pk}/").content.decode()


@pytest.mark.parametrize(("role", "status"), [(Role.AGENT, 403), (Role.LIGHT, 403), (None, 302)])
def test_others_do_not_get_it(case: Conversation, junho: Agent, role: Role | None, status: int) -> None:
    wanted = ask(case, junho, "분쟁")
    run_waiting()
    client = Client()
    if role:
        client.force_login(Agent.objects.create(email="x@haru.example", name="엑스", role=role))
    url = f"/desk/conversations/{case.pk}/case/"
    for answer in (client.get(url), client.post(url, {"because": "x"}), client.get(f"/desk/case-exports/{wanted.pk}/")):
        assert answer.status_code == status
    assert CaseExport.objects.count() == 1


def test_one_that_does_not_come_says_so_and_is_asked_for_again(case: Conversation, junho: Agent) -> None:
    client = Client()
    client.force_login(junho)
    address = f"/desk/conversations/{case.pk}/case/"
    wanted = ask(case, junho, "분쟁 조정")
    ProcrastinateJob.objects.filter(task_name="onmaru.cases.jobs.make")._raw_delete("default")
    assert 'name="again"' not in client.get(address).content.decode()
    with clock.frozen_at(wanted.asked_at + LATE + timedelta(seconds=1)):
        assert f'name="again" value="{wanted.pk}"' in client.get(address).content.decode()
        for _ in range(2):
            assert client.post(address, {"again": wanted.pk}).status_code == 302
        run_waiting()
    wanted.refresh_from_db()
    assert wanted.made_at and 'name="again"' not in client.get(address).content.decode()
    assert CaseExport.objects.count() == 1


def test_what_departments_did_is_told_with_notes_only(export: Export, case: Conversation, junho: Agent) -> None:
    assign(case, junho)
    transfer(case, Team.objects.create(name="물류"), "송장이 안 움직여요", by=actor.agent(junho.pk))
    ask_task(case, Request("파손 사진 확인", text="포장 상태를 봐 주세요.", department=Department.objects.get(key="shipping")), junho)
    outer, inner = export(False), export(True)
    assert verify(outer).record["deeds"] == []
    verdict = verify(inner)
    assert verdict.record_holds and verdict.pages_hold
    assert {"handover", "task"} <= {deed["kind"] for deed in verdict.record["deeds"]}
    words = words_of(inner)
    assert "파손 사진 확인" in words and "포장 상태를 봐 주세요" in words and "송장이 안 움직여요" in words
    assert "파손 사진" not in words_of(outer)
