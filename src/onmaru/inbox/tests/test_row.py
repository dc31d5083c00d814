"""A line of a list is its template, drawn once and filled in: what is written must be what the template would have drawn."""

from django.template import Context
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from onmaru.inbox.desk.row import Look
from onmaru.inbox.models import Conversation
from onmaru.web.drawings import template_named
from onmaru.web.stencils import fill

NAMES = (
    "key", "path", "name", "hue", "initials", "last_iso", "last_whole", "last_shown", "subject", "preview", "channel_name", "due_iso",
    "due_soon_iso", "due_words", "waiting_iso", "waited", "status", "tags", "assignee", "view_key", "terms",
)  # fmt: skip
TEXTS = st.fixed_dictionaries({name: st.text(st.sampled_from("가나 <>&\"'{}%_a1"), max_size=8) for name in NAMES})
LOOKS = st.builds(
    Look,
    priority=st.sampled_from([0, 1, 2, 3]),
    has_attachments=st.booleans(),
    is_undelivered=st.booleans(),
    outsider_answered=st.booleans(),
    is_waiting=st.booleans(),
    patience=st.sampled_from(["fresh", "waiting", "late"]),
    due_for=st.sampled_from(["", *Conversation.DueFor.values]),
    due_tone=st.sampled_from(["", "danger", "waiting", "outline"]),
    channel_icon=st.sampled_from(["mail", "message-square"]),
    kind_name=st.sampled_from(["E-mail", "Chat"]),
)


@given(TEXTS, LOOKS, st.booleans(), st.booleans(), st.sampled_from(["ko", "en"]))
def test_a_line_is_what_its_template_draws(texts: dict[str, str], look: Look, is_current: bool, can_pick: bool, language: str) -> None:
    values = {"conversation": look, "is_current": is_current, "can_pick": can_pick}
    with translation.override(language):
        drawn = template_named("inbox/_row.html").render(Context({**texts, **values}))
        assert fill("inbox/_row.html", texts, **values) == drawn
