from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from onmaru.kit import clock
from onmaru.triage.models import Acknowledgement
from onmaru.triage.panels import promise
from onmaru.triage.tests.conftest import WEDNESDAY, Write


@pytest.mark.parametrize(
    ("ends", "words"),
    [
        ({}, "Not answered yet"),
        ({"kept_at": WEDNESDAY + timedelta(hours=1)}, "Kept"),
        ({"broken_at": WEDNESDAY + timedelta(hours=9)}, "Missed"),
        ({"released_at": WEDNESDAY}, "No longer owed"),
    ],
)
def test_the_promise_stands_beside_the_conversation(write: Write, ends: dict[str, object], words: str) -> None:
    conversation = write().conversation
    Acknowledgement.objects.update(**ends)
    drawn = promise(RequestFactory().get("/"), conversation)
    assert isinstance(drawn, tuple)
    with translation.override("en"):
        page = render_to_string(*drawn)
    assert words in page
    assert Acknowledgement.objects.get().phrase in page


def test_without_an_acknowledgement_there_is_nothing(write: Write) -> None:
    with clock.frozen_at(WEDNESDAY):
        assert promise(RequestFactory().get("/"), write(machine="auto_reply").conversation) is None
