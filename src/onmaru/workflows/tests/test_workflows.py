"""A workflow from its choice to its end: stages, timers, what the customer is shown, what the report says."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from onmaru.automation.effects.workflow import WORKFLOW
from onmaru.events.models import Event
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.models import Conversation
from onmaru.inbox.portal import links
from onmaru.inbox.testimony import deeds
from onmaru.inbox.tests.conftest import Write, junho, mailbox, minji, orders, write  # noqa: F401
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.actions.set_hours import set_hours
from onmaru.people.models import Agent, Shop, Team
from onmaru.people.roles import Role
from onmaru.sla.tests.conftest import WEEK, at
from onmaru.workflows.actions.define import Wanted, define, switch
from onmaru.workflows.actions.go import move, move_on, start, stop
from onmaru.workflows.actions.watch import watch
from onmaru.workflows.models import Course, Step, Workflow
from onmaru.workflows.queries import going
from onmaru.workflows.reporting import lengths

HOUR = timedelta(hours=1)


@pytest.fixture
def wednesday(db: None) -> Iterator[datetime]:
    with clock.frozen_at(at(18, "10:00")):
        yield at(18, "10:00")


@pytest.fixture
def conversation(wednesday: datetime, junho: Agent, write: Write) -> Conversation:  # noqa: F811
    Shop.objects.create(name="하루상점")
    set_hours(None, WEEK, "KR", junho)
    made = write("반품할게요", subject="반품").conversation
    run_waiting(until=clock.now())
    return made


@pytest.fixture
def returns(wednesday: datetime, junho: Agent, orders: Team) -> Workflow:  # noqa: F811
    stages = [Wanted("접수", orders, 2 * HOUR), Wanted("수거"), Wanted("검수", None, 4 * HOUR), Wanted("환불")]
    return define(None, "우리 반품", stages, junho)


def now_at(course: Course) -> str:
    return str(course.steps.get(left_at=None).stage)


def test_what_is_shipped_is_off_until_it_is_chosen(conversation: Conversation, minji: Agent) -> None:  # noqa: F811
    shipped = Workflow.objects.get(key="return")
    with translation.override("ko"):
        assert [str(stage) for stage in shipped.stages.all()] == ["접수", "수거", "검수", "환불·교환"]
    assert Workflow.objects.in_use().count() == 3 and not Workflow.objects.on().exists()
    assert start(conversation, shipped, minji) is None
    switch(shipped, True, minji)
    shipped.refresh_from_db()
    assert start(conversation, shipped, minji) and start(conversation, shipped, minji) is None


def test_one_press_is_one_stage_and_the_last_ends_it(conversation: Conversation, returns: Workflow, minji: Agent) -> None:  # noqa: F811
    course = start(conversation, returns, minji)
    assert course and now_at(course) == "접수"
    first = course.steps.get().stage_id
    with clock.frozen_at(at(18, "11:30")):
        assert move_on(course, first, minji) and not move_on(course, first, minji)
    assert now_at(course) == "수거" and course.steps.earliest("id").took == 1.5 * HOUR
    stages = list(returns.stages.all())
    assert move(course, stages[0], minji) and not move(course, stages[0], minji) and now_at(course) == "접수"
    assert move(course, stages[3], None) and move_on(course, stages[3].pk, minji)
    course.refresh_from_db()
    assert course.finished_at and not move(course, stages[0], minji) and not stop(course, minji)
    names = (
        Event.objects.filter(conversation_id=conversation.pk, name__regex="^(stage|workflow)").order_by("id").values_list("name", flat=True)
    )
    assert list(names) == ["workflow.started", *["stage.entered"] * 4, "workflow.finished"]


def test_a_stage_warns_and_is_late_once(conversation: Conversation, returns: Workflow, minji: Agent) -> None:  # noqa: F811
    course = start(conversation, returns, minji)
    assert course and course.steps.get().due_at == at(18, "12:00")
    for moment, said in (
        ("11:29", []),
        ("11:30", ["due"]),
        ("11:45", ["due"]),
        ("12:00", ["due", "overdue"]),
        ("12:10", ["due", "overdue"]),
    ):
        with clock.frozen_at(at(18, moment)):
            watch()
            run_waiting(until=clock.now())
        told = Notice.objects.filter(agent=minji, kind__in=["due", "overdue"], conversation=conversation)
        events = set(Event.objects.filter(name__in=["stage.warned", "stage.breached"]).values_list("id", flat=True))
        assert [one.kind for one in told.order_by("id") if one.event_id in events] == said, moment


def test_stages_are_changed_while_somebody_is_there(conversation: Conversation, returns: Workflow, minji: Agent, junho: Agent) -> None:  # noqa: F811
    course = start(conversation, returns, minji)
    assert course
    kept = {str(stage): stage.pk for stage in returns.stages.all()}
    define(returns, "우리 반품", [Wanted("회수 예약"), Wanted("검수", number=kept["검수"])], junho)
    [one] = going(conversation)
    assert [str(stage) for stage, _state in one.bar] == ["회수 예약", "접수", "검수"] or now_at(course) == "접수"
    assert move_on(course, kept["접수"], minji) and now_at(course) in ("회수 예약", "검수")
    assert Step.objects.filter(stage=kept["접수"]).exists()


def test_the_customer_sees_the_bar_the_team_and_the_time(
    conversation: Conversation,
    returns: Workflow,
    minji: Agent,  # noqa: F811
    settings: Settings,
) -> None:
    settings.HAS_PUBLIC_URL = True
    course = start(conversation, returns, minji)
    assert course
    visitor = Client()
    visitor.get(links.link_for(conversation).removeprefix(settings.PUBLIC_URL))
    page = visitor.get(f"/inquiries/{conversation.pk}/").text
    for word in ("우리 반품", "접수", "수거", "주문·배송", "12:00"):
        assert word in page
    stop(course, minji)
    assert "우리 반품" not in visitor.get(f"/inquiries/{conversation.pk}/").text


def test_a_rule_begins_and_moves_it(conversation: Conversation, returns: Workflow) -> None:
    stages = {str(stage): stage.pk for stage in returns.stages.all()}
    for _twice in range(2):
        WORKFLOW.apply(conversation, None, {"stage": stages["수거"]})
    course = Course.objects.get()
    assert now_at(course) == "수거" and course.steps.count() == 2 and course.started_by is None


def test_it_goes_with_a_merge(conversation: Conversation, returns: Workflow, write: Write, minji: Agent, junho: Agent) -> None:  # noqa: F811
    course, other = start(conversation, returns, minji), write("같은 문의", by="b@customer.example").conversation
    merge(conversation, other, junho)
    assert [one.course for one in going(other)] == [course] and start(other, returns, minji) is None


def test_the_report_points_at_the_slowest(conversation: Conversation, returns: Workflow, minji: Agent) -> None:  # noqa: F811
    course = start(conversation, returns, minji)
    assert course
    for moment in ("11:00", "11:30", "17:00", "17:10"):
        with clock.frozen_at(at(18, moment)):
            move_on(course, course.steps.get(left_at=None).stage_id, minji)
    [(workflow, rows)] = lengths(at(17, "00:00"))
    assert workflow == returns and [(str(row.stage), row.median) for row in rows] == [
        ("접수", HOUR), ("수거", HOUR / 2), ("검수", 4.5 * HOUR), ("환불", HOUR / 6),
    ]  # fmt: skip
    assert [str(row.stage) for row in rows if row.slowest] == ["검수"]


def test_the_screens(conversation: Conversation, returns: Workflow, minji: Agent) -> None:  # noqa: F811
    at_desk, owner = Client(), Client()
    at_desk.force_login(minji)
    owner.force_login(Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER))
    address = f"/desk/conversations/{conversation.pk}/workflows/"
    assert at_desk.post(address, {"workflow": returns.pk}).status_code == 302
    course = Course.objects.get()
    assert "우리 반품" in at_desk.get(f"/desk/conversations/{conversation.pk}/side/").text
    first = course.steps.get().stage_id
    at_desk.post(f"{address}{course.pk}/", {"from": first})
    assert now_at(course) == "수거"
    assert at_desk.get("/desk/workflows/report/").status_code == 403
    assert "우리 반품" in owner.get("/desk/workflows/report/?days=7").text
    form = {"name": "선물 포장", "form-TOTAL_FORMS": 3, "form-INITIAL_FORMS": 0}
    days = {"form-0-name": "포장", "form-0-place": 1, "form-0-within": "2일"}
    stages = {"form-0-name": "포장", "form-0-place": 2, "form-1-name": "접수", "form-1-place": 1, "form-1-within": "4h", "form-2-name": ""}
    assert owner.post("/desk/settings/workflows/new/", form).status_code == 422
    refused = owner.post("/desk/settings/workflows/new/", form | days)
    assert refused.status_code == 422 and "이틀은 16시간" in refused.text
    assert owner.post("/desk/settings/workflows/new/", form | stages).status_code == 302
    made = Workflow.objects.get(name="선물 포장")
    assert [(str(stage), stage.within) for stage in made.stages.all()] == [("접수", 4 * HOUR), ("포장", None)]
    assert owner.get(f"/desk/settings/workflows/{made.pk}/").status_code == 200
    assert owner.post(f"/desk/settings/workflows/{made.pk}/switch/").status_code == 302
    assert not Workflow.objects.on().filter(pk=made.pk).exists()
    assert at_desk.post(f"{address}{course.pk}/", {"_method": "DELETE"}).status_code == 302
    course.refresh_from_db()
    assert course.stopped_at


def test_a_document_tells_the_stages(conversation: Conversation, returns: Workflow, minji: Agent) -> None:  # noqa: F811
    course = start(conversation, returns, minji)
    assert course
    with clock.frozen_at(at(18, "13:00")):
        watch()
        move_on(course, course.steps.get().stage_id, minji)
        stop(course, minji)
        told = deeds(conversation, clock.now(), with_internal=True)
    assert {deed.kind for deed in told} == {"stage", "workflow"}
    first = told[0]
    assert "접수" in first.words and first.who == "김민지" and first.facts["took_seconds"] == 2.5 * 3600 and first.facts["overdue_at"]
    assert sum("접수" in deed.words for deed in told) == 2 and any("수거" in deed.words for deed in told)
