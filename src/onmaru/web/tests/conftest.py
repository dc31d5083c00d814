"""A stage to try behaviours on in a real browser."""

from collections.abc import Iterator

import pytest

from onmaru.web.tests.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.stop()
