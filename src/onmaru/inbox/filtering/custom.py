"""Filters of custom fields: one for each field in use, named as its values are keyed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db.models import Q
from django.utils.translation import gettext_lazy

from onmaru.inbox.custom_fields import plain
from onmaru.inbox.filtering import spans
from onmaru.inbox.filtering.filter import Asking, Choice, Dates, Filter, Option, one_of
from onmaru.inbox.filtering.registry import family
from onmaru.inbox.models import CustomField

Kind = CustomField.Kind
# Said with every condition, because the index of fields only knows conversations that have any.
HAS_FIELDS = ~Q(fields={})


@dataclass(frozen=True)
class Numbers(Filter):
    template: ClassVar[str] = "inbox/_filter_numbers.html"

    def read(self, value: str) -> str:
        try:
            spans.numbers(value)
        except ValueError as error:
            raise self.refuse(value) from error
        return value

    def worded(self, values: Sequence[str], asking: Asking) -> str:
        least, dots, most = values[0].partition("..")
        return f"{least} – {most}" if dots else least

    def choices(self, asking: Asking, values: Sequence[str]) -> dict[str, Any]:
        least, dots, most = (values[0] if values else "").partition("..")
        return {"values": values, "least": least, "most": most if dots else least}


@family("field-")
def of_fields() -> Iterable[Filter]:
    return [of_field(field) for field in CustomField.objects.in_use()]


def of_field(field: CustomField) -> Filter:
    key, column = field.key, f"fields__{field.key}"

    def contained(asking: Asking, values: tuple[str, ...]) -> Q:
        some = Q()
        for value in values:
            some |= Q(fields__contains={key: value == "yes" if field.kind == Kind.YES_NO else value})
        return HAS_FIELDS & some

    def between(asking: Asking, values: tuple[str, ...]) -> Q:
        least, most = spans.numbers(values[0])
        ends = {f"{column}__gte": least, f"{column}__lte": most}
        return HAS_FIELDS & Q(fields__has_key=key, **{name: plain(end) for name, end in ends.items() if end is not None})

    def on_days(asking: Asking, values: tuple[str, ...]) -> Q:
        found = spans.stretch(values[0], asking.now, asking.zone)
        ends = {f"{column}__gte": found.since, f"{column}__lt": found.before}
        return HAS_FIELDS & Q(
            fields__has_key=key, **{name: at.astimezone(asking.zone).date().isoformat() for name, at in ends.items() if at}
        )

    match field.kind:
        case Kind.NUMBER:
            return Numbers(key, field.name, "hash", between)
        case Kind.DATE:
            return Dates(key, field.name, "calendar", on_days)
        case Kind.CHOICE:
            options = [Option(one, one) for one in field.choices]
            return Choice(key, field.name, "list-filter", contained, options=lambda asking: options)
        case Kind.YES_NO:
            yes_no = [Option("yes", gettext_lazy("Yes")), Option("no", gettext_lazy("No"))]
            return Choice(key, field.name, "check", contained, many=False, looks=one_of("yes", "no"), options=lambda asking: yes_no)

    def with_words(asking: Asking, values: tuple[str, ...]) -> Q:
        return HAS_FIELDS & Q(fields__has_key=key, **{f"{column}__icontains": values[0]})

    return Filter(key, field.name, "pencil", with_words)
