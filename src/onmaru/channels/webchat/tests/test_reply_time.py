"""What a visitor is told of how soon somebody answers."""

from datetime import timedelta

import pytest
from django.utils import translation

from onmaru.channels.webchat.configured import reply_time


@pytest.mark.parametrize(
    ("usual", "english", "korean"),
    [
        (None, "We are here now", "지금 상담하고 있어요"),
        (timedelta(seconds=20), "Usually answers within a minute", "보통 1분 안에 답해요"),
        (timedelta(minutes=3, seconds=1), "Usually answers within 4 minutes", "보통 4분 안에 답해요"),
        (timedelta(minutes=11), "Usually answers within 15 minutes", "보통 15분 안에 답해요"),
        (timedelta(minutes=61), "Usually answers within 2 hours", "보통 2시간 안에 답해요"),
    ],
)
def test_it_is_never_sooner_than_measured_and_never_empty(usual: timedelta | None, english: str, korean: str) -> None:
    with translation.override("en"):
        assert reply_time(usual)["text"] == english
    with translation.override("ko"):
        assert reply_time(usual)["text"] == korean
