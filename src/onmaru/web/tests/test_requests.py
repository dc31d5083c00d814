"""How htmx is set up: tokens, refusals, confirmation, and what survives a swap."""

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page, expect

from onmaru.web.tests.stage import Answer, Stage

pytestmark = pytest.mark.browser


def button(attributes: str) -> str:
    return f'<div id="place">처음</div><button id="go" hx-post="/deed" hx-target="#place" {attributes}>하기</button>'


def test_a_deed_carries_our_token(page: Page, stage: Stage):
    stage.answers["/deed"] = lambda heard: Answer("됨")
    page.goto(stage.shows(button("")))
    page.click("#go")
    expect(page.locator("#place")).to_have_text("됨")
    assert stage.heard_at("/deed")[0].headers["x-csrftoken"] == "token"


@pytest.mark.parametrize(("status", "shown"), [(409, "새 메시지"), (422, "새 메시지"), (403, "처음"), (404, "처음"), (500, "처음")])
def test_only_answers_made_for_it_are_swapped_in(page: Page, stage: Stage, status, shown):
    stage.answers["/deed"] = lambda heard: Answer("새 메시지", status)
    page.goto(stage.shows(button("")))
    page.click("#go")
    if shown == "처음":
        expect(page.locator(".toast[data-tone=danger]")).to_be_visible()
    expect(page.locator("#place")).to_have_text(shown)
    expect(page.locator("html")).not_to_have_attribute("data-is-loading", "")


def test_a_dangerous_deed_asks_first(page: Page, stage: Stage):
    stage.answers["/deed"] = lambda heard: Answer("됨")
    page.goto(stage.shows(button('hx-confirm="지울까요?"')))
    page.click("#go")
    expect(page.locator("#confirm")).to_contain_text("지울까요?")
    page.locator("#confirm button[value=no]").click()
    assert not stage.heard_at("/deed")
    page.click("#go")
    page.locator("#confirm button[value=yes]").click()
    expect(page.locator("#place")).to_have_text("됨")


def test_behaviours_begin_with_what_a_swap_brings_and_end_with_what_it_removes(page: Page, stage: Stage):
    stage.answers["/deed"] = lambda heard: Answer('<time datetime="2020-01-01T00:00:00Z" data-behaviour="time">서버</time>')
    page.goto(stage.shows(button("")))
    page.click("#go")
    expect(page.locator("time")).to_have_text("2020. 1. 1.")


def test_an_undo_counts_down_and_leaves(page: Page, stage: Stage):
    page.clock.install()
    toast = '<div class="toast" data-behaviour="undo" data-seconds="10"><span data-count></span><progress max="10"></progress></div>'
    page.goto(stage.shows(toast))
    expect(page.locator("[data-count]")).to_have_text("10s")
    page.clock.run_for(3000)
    expect(page.locator("[data-count]")).to_have_text("7s")
    page.clock.run_for(7000)
    expect(page.locator(".toast")).to_have_count(0)


def test_a_morph_keeps_the_caret_the_folds_and_what_is_skipped(page: Page, stage: Stage):
    inside = """<details id="fold"><summary>접힘</summary>글</details><textarea id="draft" hx-morph-skip></textarea><p>{}</p>
        <time datetime="2020-01-01T00:00:00Z" data-behaviour="time">서버</time>"""
    stage.answers["/part"] = lambda heard: Answer(inside.format("새 글"))
    page.goto(stage.shows(f'<div id="part" hx-get="/part" hx-trigger="live" hx-swap="innerMorph">{inside.format("옛 글")}</div>'))
    page.click("summary")
    page.fill("#draft", "쓰던 글")
    page.wait_for_selector("#part[data-htmx-powered]")
    page.evaluate("document.getElementById('part').dispatchEvent(new CustomEvent('live'))")
    expect(page.locator("#part p")).to_have_text("새 글")
    expect(page.locator("#draft")).to_be_focused()
    expect(page.locator("#draft")).to_have_value("쓰던 글")
    expect(page.locator("#fold")).to_have_attribute("open", "")
    expect(page.locator("time")).to_have_text("2020. 1. 1.")


def test_an_expired_sign_in_reloads_the_page_instead_of_filling_a_part(page: Page, stage: Stage):
    stage.answers["/deed"] = lambda heard: Answer(status=302, headers={"Location": "/login"})
    stage.answers["/login"] = lambda heard: Answer("<!doctype html><title>로그인</title><h1>로그인</h1>")
    page.goto(stage.shows(button("")))
    with page.expect_event("load"):
        page.click("#go")
    expect(page.locator("#place")).to_have_text("처음")
    assert len(stage.heard_at("/")) == 2


def test_the_theme_is_kept_for_the_next_page(page: Page, stage: Stage):
    page.goto(stage.shows(render_to_string("web/_theme_switch.html")))
    page.locator("[data-value=dark]").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    expect(page.locator("[data-value=dark]")).to_have_attribute("aria-pressed", "true")
    page.reload()
    assert "theme=dark" in stage.heard_at("/")[-1].headers["cookie"]


def test_what_waits_is_counted_in_the_title(page: Page, stage: Stage):
    page.goto(stage.shows('<span id="n" data-behaviour="title-badge" data-count="3"></span>'))
    expect(page).to_have_title("(3) stage")
    page.evaluate("document.getElementById('n').dataset.count = 0")
    expect(page).to_have_title("stage")
