"""What is known already is not typed again: facts of the customer's own words go into the fields that ask for them. Pure."""

from collections.abc import Iterable

from onmaru.language.facts import Fact, Kind

# What a field is called, in either language, that asks for such a fact.
ASKED_BY: dict[Kind, tuple[str, ...]] = {
    Kind.PARCEL: ("parcel", "tracking", "송장", "운송장"),
    Kind.ORDER: ("order", "주문번호", "주문 번호"),
    Kind.PHONE: ("phone", "연락처", "전화"),
    Kind.AMOUNT: ("amount", "금액"),
}


def prefilled(label: str, found: Iterable[Fact]) -> str:
    """The first of the facts that this field asks for; empty where there is none."""
    label = label.casefold()
    kind = next((kind for kind, names in ASKED_BY.items() if any(name in label for name in names)), None)
    return next((fact.text for fact in found if fact.kind is kind), "") if kind else ""
