"""Lines to copy, on a screen that is narrower than they are."""

import pytest
from playwright.sync_api import Page

from onmaru.web.tests.stage import Stage

pytestmark = pytest.mark.browser


def test_a_long_line_stays_within_a_phone(page: Page, stage: Stage):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(stage.shows(f'<pre class="code"><code>{"w_" * 300}</code></pre>'))
    assert page.locator(".code").evaluate(
        "code => code.scrollWidth <= code.clientWidth && code.getBoundingClientRect().right <= innerWidth"
    )
