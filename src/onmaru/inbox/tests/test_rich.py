import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onmaru.inbox.rich import Button, Card, Carousel, Field, Form, Malformed, QuickReplies, is_link, plain, read, to_json

CARD = Card("린넨 셔츠", "42,000원", "https://haru.example/shirt.jpg", (Button("url", "보기", "https://haru.example/p/12"),))
SHAPES = [
    CARD,
    Carousel((CARD, Card("에코백"))),
    QuickReplies("어떤 도움이 필요하세요?", (Button("postback", "배송", "shipping"), Button("postback", "교환", "exchange"))),
    Form("연락처", (Field("phone", "전화번호", "phone", required=True), Field("time", "시간", "choice", choices=("오전", "오후")))),
]


@pytest.mark.parametrize("rich", SHAPES)
def test_what_is_stored_is_read_as_it_was(rich: Any) -> None:
    assert read(json.loads(json.dumps(to_json(rich)))) == rich


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ("text", "rich"),
        ({"type": "script"}, "type"),
        ({"type": "card"}, "title"),
        ({"type": "card", "title": "x" * 121}, "title"),
        ({"type": "card", "title": 3}, "title"),
        ({"type": "card", "title": "a", "image_url": "http://haru.example/a.png"}, "image_url"),
        ({"type": "card", "title": "a", "buttons": [{"kind": "url", "title": "b", "value": "javascript:alert(1)"}]}, "buttons.0.value"),
        ({"type": "card", "title": "a", "buttons": [{"kind": "phone", "title": "b", "value": "call me"}]}, "buttons.0.value"),
        ({"type": "carousel", "cards": []}, "cards"),
        ({"type": "carousel", "cards": [{"title": ""}]}, "cards.0.title"),
        ({"type": "quick_replies", "text": "?", "replies": [{"kind": "url", "title": "b", "value": "https://a.example"}]}, "replies"),
        ({"type": "form", "title": "a", "fields": [{"name": "A b", "label": "x"}]}, "fields.0.name"),
        ({"type": "form", "title": "a", "fields": [{"name": "a", "label": "x"}, {"name": "a", "label": "y"}]}, "fields"),
        ({"type": "form", "title": "a", "fields": [{"name": "a", "label": "x", "kind": "choice"}]}, "fields.0.choices"),
    ],
)
def test_what_does_not_fit_says_where(data: Any, field: str) -> None:
    with pytest.raises(Malformed) as refused:
        read(data)
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("address", "good"),
    [
        ("https://haru.example/p/1?q=a#b", True),
        ("http://haru.example", True),
        ("mailto:help@haru.example", True),
        ("tel:+8215880000", True),
        ("javascript:alert(1)", False),
        ("JavaScript:alert(1)", False),
        ("java\nscript:alert(1)", False),
        (" https://haru.example", False),
        ("//haru.example", False),
        ("https:///path", False),
        ("https://haru.example@evil.example/", False),
        ("https:\\\\evil.example", False),
        ("data:text/html,x", False),
        ("vbscript:x", False),
        ("https://[::1", False),
    ],
)
def test_only_harmless_links_are_followed(address: str, good: bool) -> None:
    assert is_link(address) is good


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["type", "title", "text", "cards", "buttons", "kind", "value", "replies", "fields", "name", "label", "choices"]),
        inner | st.sampled_from(["card", "carousel", "quick_replies", "form", "postback", "url", "choice"]),
    ),
    max_leaves=20,
)  # fmt: skip


@given(_JSON)
def test_anything_is_either_read_or_refused(data: Any) -> None:
    try:
        rich = read(data)
    except Malformed:
        return
    assert read(to_json(rich)) == rich
    assert isinstance(plain(rich), str)
