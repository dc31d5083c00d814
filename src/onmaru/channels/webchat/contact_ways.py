"""The ways to reach the shop that a widget offers, each with its place among them, the hours and the pages on which it is offered."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.channels.webchat.settings import WAYS, ContactWay
from onmaru.inbox.rich import is_link

TITLES = {
    "chat": gettext_lazy("Chat"),
    "kakao": gettext_lazy("KakaoTalk"),
    "phone": gettext_lazy("Phone"),
    "email": gettext_lazy("E-mail"),
    "form": gettext_lazy("Contact form"),
}
WHEN = [
    ("always", gettext_lazy("Always")),
    ("open", gettext_lazy("In opening hours")),
    ("closed", gettext_lazy("Outside opening hours")),
    ("never", gettext_lazy("Not at all")),
]
EXAMPLES = {"kakao": "https://pf.kakao.com/_abc/chat", "phone": "tel:02-1234-5678", "email": "mailto:help@your-shop.kr", "form": "https://"}
PARTS = ("when", "place", "title", "url", "pages")


def parts_of(kind: str) -> tuple[str, ...]:
    """The chat itself needs no words and no address."""
    return ("when", "place", "pages") if kind == "chat" else PARTS


GROUPS = tuple((TITLES[kind], tuple(f"{kind}_{part}" for part in parts_of(kind))) for kind in WAYS)


def fields() -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {}
    for number, kind in enumerate(WAYS, 1):
        found[f"{kind}_when"] = forms.ChoiceField(
            label=gettext_lazy("Offered"), choices=WHEN, required=False, initial="always" if kind == "chat" else "never"
        )
        found[f"{kind}_place"] = forms.IntegerField(label=gettext_lazy("Place"), min_value=1, max_value=9, required=False, initial=number)
        if kind != "chat":
            found[f"{kind}_title"] = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=60)
            found[f"{kind}_url"] = forms.CharField(
                label=gettext_lazy("Address"), required=False, max_length=500,
                widget=forms.TextInput(attrs={"placeholder": EXAMPLES[kind]}),
            )  # fmt: skip
        found[f"{kind}_pages"] = forms.CharField(
            label=gettext_lazy("Only on these pages"), required=False, max_length=500,
            widget=forms.TextInput(attrs={"placeholder": "/order /cart"}),
            help_text=gettext_lazy("Beginnings of their addresses, with spaces between them. Empty: everywhere."),
        )  # fmt: skip
    return found


def values_of(ways: Iterable[ContactWay]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, way in enumerate(ways, 1):
        shown = {"when": way.when, "place": number, "title": way.title, "url": way.url, "pages": " ".join(way.pages)}
        found |= {f"{way.kind}_{part}": shown[part] for part in parts_of(way.kind)}
    # What was saved says also what is not offered.
    return {**{f"{kind}_when": "never" for kind in WAYS}, **found} if found else {}


def problems(values: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in WAYS:
        pages = (values.get(f"{kind}_pages") or "").split()
        if not all(page.startswith("/") for page in pages):
            yield f"{kind}_pages", _("Each begins with a slash, like /order.")
        if kind != "chat" and values.get(f"{kind}_when") not in {"never", "", None}:
            if not is_link(values.get(f"{kind}_url") or ""):
                yield f"{kind}_url", _("An address begins with https://, tel: or mailto:.")
            if not values.get(f"{kind}_title"):
                yield f"{kind}_title", _("Write what the visitor reads.")


def chosen(values: dict[str, Any]) -> tuple[ContactWay, ...]:
    """Those that are offered, in their order; none at all is the chat alone, everywhere."""
    offered = [
        ContactWay(
            kind=kind,
            title=values.get(f"{kind}_title") or "",
            url=values.get(f"{kind}_url") or "",
            pages=tuple((values.get(f"{kind}_pages") or "").split()),
            when=values[f"{kind}_when"],
        )
        for kind in WAYS
        if values.get(f"{kind}_when") in {"always", "open", "closed"}
    ]
    return tuple(sorted(offered, key=lambda way: values.get(f"{way.kind}_place") or WAYS.index(way.kind) + 1))
