import pytest
from playwright.sync_api import Page, expect

from onmaru.web.tests.stage import Answer, Heard, Stage

pytestmark = pytest.mark.browser

BODY = """<div id="one" data-live="conversation:1" hx-get="/one" hx-trigger="live" hx-swap="innerMorph">처음</div>
<div id="list" data-live="conversation" hx-get="/list" hx-trigger="live" hx-swap="innerHTML">처음</div>
<div id="other" data-live="conversation:2" hx-get="/other" hx-trigger="live">처음</div>"""


@pytest.fixture
def count(stage: Stage):
    told: dict[str, int] = {}

    def answer(heard: Heard) -> Answer:
        name = heard.path.strip("/").split("?")[0]
        told[name] = told.get(name, 0) + 1
        return Answer(f"<b>{name} {told[name]}</b>")

    for name in ("one", "list", "other"):
        stage.answers[f"/{name}"] = answer
    return told


@pytest.fixture
def desk(page: Page, stage: Stage, count):
    page.goto(stage.shows(BODY, stream=True))
    expect(page.locator("html")).to_have_attribute("data-is-connection", "open")
    for name in ("one", "list", "other"):
        expect(page.locator(f"#{name}")).to_have_text(f"{name} 1")
    return page


def test_a_change_refetches_what_shows_it_and_nothing_else(desk, stage, count):
    stage.say("changed", '{"what": "conversation", "id": 1}')
    expect(desk.locator("#one")).to_have_text("one 2")
    expect(desk.locator("#list")).to_have_text("list 2")
    assert count["other"] == 1


def test_many_changes_at_once_are_one_refetch(desk, stage, count):
    for _ in range(20):
        stage.say("changed", '{"what": "conversation", "id": 1}')
    stage.say("changed", '{"what": "conversation", "id": 2}')
    expect(desk.locator("#other")).to_have_text("other 2")
    expect(desk.locator("#one")).to_have_text("one 2")
    assert count["one"] == 2


def test_a_cut_connection_comes_back_with_the_truth(desk, stage, count):
    stage.stream_refused = True
    stage.cut()
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "lost")
    expect(desk.locator("[data-behaviour=connection]")).to_be_visible()
    stage.stream_refused = False
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "open", timeout=20_000)
    expect(desk.locator("#other")).to_have_text("other 2")
    expect(desk.locator("[data-behaviour=connection]")).to_be_hidden()


def shows(page: Page, state: str) -> None:
    page.evaluate(
        """state => { Object.defineProperty(document, 'visibilityState', {value: state, configurable: true});
        document.dispatchEvent(new Event('visibilitychange')) }""",
        state,
    )


def test_a_hidden_page_hangs_up_and_is_fresh_when_shown(desk, stage, count):
    shows(desk, "hidden")
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "asleep")
    shows(desk, "visible")
    expect(desk.locator("html")).to_have_attribute("data-is-connection", "open")
    expect(desk.locator("#one")).to_have_text("one 2")


def test_a_refetch_that_fails_is_silent_and_keeps_what_is_shown(desk, stage):
    stage.answers["/one"] = lambda heard: Answer("<h1>broken</h1>", 500)
    with desk.expect_response("**/one"):
        stage.say("changed", '{"what": "conversation", "id": 1}')
    expect(desk.locator("#list")).to_have_text("list 2")
    expect(desk.locator("#one")).to_have_text("one 1")
    expect(desk.locator(".toast")).to_have_count(0)
