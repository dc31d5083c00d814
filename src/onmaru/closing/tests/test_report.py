"""What was resolved and not confirmed: the report, and the filter."""

import pytest
from django.test import Client

from onmaru.closing.actions.answer_question import say_no
from onmaru.closing.models import Question
from onmaru.closing.reporting import closed
from onmaru.closing.tests.conftest import Write, after, resolve_with
from onmaru.inbox.actions.confirm import confirm
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Conversation, Reason
from onmaru.inbox.queries import matching
from onmaru.kit import clock
from onmaru.people.models import Agent, Team

pytestmark = pytest.mark.usefixtures("wednesday")


@pytest.fixture
def ended(desk: Client, write: Write, minji: Agent) -> dict[str, Conversation]:
    """One confirmed, one denied, one asked, one never asked, one closed by the customer, one still open."""
    names = ("confirmed", "denied", "asked", "silent", "by customer", "open")
    made = {name: write(by=f"{number}@customer.example") for number, name in enumerate(names)}
    for name in names[:4]:
        resolve_with(desk, made[name], **({} if name == "silent" else {"asks": "1"}))
    resolve(made["by customer"], made["by customer"].customer)
    with after(minutes=2):
        questions = {one.conversation: one for one in Question.objects.asked().select_related("conversation")}
        confirm(made["confirmed"], questions[made["confirmed"]].episode_id)
        say_no(questions[made["denied"]])
    return made


def test_it_is_counted_by_agent_team_and_reason(ended: dict[str, Conversation], minji: Agent, orders: Team) -> None:
    with after(days=1):
        for by, of in (("agent", minji), ("reason", Reason.objects.get(key="delivery-late"))):
            rows = {row.of: row for row in closed(clock.now().replace(day=1), clock.now(), by)}
            mine = rows[of]
            assert (mine.resolved, mine.asked, mine.confirmed, mine.denied, mine.unconfirmed, mine.share) == (4, 3, 1, 1, 2, 25)
            assert (rows[None].resolved, rows[None].confirmed) == (1, 1)
        [team] = closed(clock.now().replace(day=1), clock.now(), "team")
        assert (team.of, team.resolved, team.confirmed) == (orders, 5, 2)
        assert closed(clock.now(), clock.now(), "team") == []


def test_the_filter_finds_them(ended: dict[str, Conversation], minji: Agent) -> None:
    numbers = {one.pk: name for name, one in ended.items()}

    def found(value: str) -> set[str]:
        return {numbers[one.pk] for one in matching(minji, {"view": "resolved", "confirmed": value})}

    assert found("no") == {"asked", "silent"}
    assert found("yes") == {"confirmed", "by customer"}
    assert found("asked") == {"asked"}


def test_leads_see_the_report(ended: dict[str, Conversation], haru: Agent, desk: Client, django_assert_max_num_queries) -> None:
    assert desk.get("/desk/resolutions/report/").status_code == 403
    lead = Client()
    lead.force_login(haru)
    for address in ("?by=agent&days=7", "?by=team&days=30", "?by=reason&days=x", "?by=x"):
        with after(days=1), django_assert_max_num_queries(12):
            page = lead.get(f"/desk/resolutions/report/{address}")
        assert page.context["totals"]["resolved"] == 5
    assert "confirmed=no" in page.text
