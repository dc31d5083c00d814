"""What conversations can be filtered by, as far as the inbox knows. Packages above declare theirs in a `filters.py` of their own."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.lookups import LessThanOrEqual
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.customers.models import Customer
from onmaru.inbox.filtering import custom as custom
from onmaru.inbox.filtering import spans
from onmaru.inbox.filtering.filter import Asking, Choice, Dates, Filter, Option, number_or, one_of, within, worded_length
from onmaru.inbox.filtering.registry import declare
from onmaru.inbox.models import Channel, Conversation, Episode, Tag, Tagging
from onmaru.inbox.models.conversation import falls_due, waits_since
from onmaru.inbox.reasons import about, in_order
from onmaru.people.models import Agent, Team

Where = Callable[[Asking, tuple[str, ...]], Q]
PRIORITIES = {"urgent": 3, "high": 2, "normal": 1, "low": 0}
LANGUAGES = {"ko": gettext_lazy("Korean"), "en": gettext_lazy("English"), "ja": gettext_lazy("Japanese"), "zh": gettext_lazy("Chinese")}
DUE_WITHIN = {"1h": timedelta(hours=1), "4h": timedelta(hours=4), "1d": timedelta(days=1)}
# No tag and no language is called so.
ANY, NONE = "*", "-"


def in_column(column: str, none: str = "") -> Where:
    """Values as they stand in a column; the word `none` for no value."""

    def where(asking: Asking, values: tuple[str, ...]) -> Q:
        some = Q(**{f"{column}__in": [value for value in values if value != none]})
        return some | Q(**{f"{column}__isnull": True}) if none and none in values else some

    return where


def assigned(asking: Asking, values: tuple[str, ...]) -> Q:
    some = Q(assignee__in=[asking.agent.pk if value == "me" else int(value) for value in values if value != "nobody"])
    return some | Q(assignee=None) if "nobody" in values else some


def tagged(asking: Asking, values: tuple[str, ...]) -> Q:
    of_row = Tagging.objects.filter(conversation=OuterRef("pk"))
    # By number, so that the database can tell a rare tag from a common one.
    numbers = [asking.tags[value.lower()] for value in values if value.lower() in asking.tags]
    some = Q(Exists(of_row)) if ANY in values else Q(Exists(of_row.filter(tag__in=numbers)))
    return some | ~Q(Exists(of_row)) if NONE in values else some


def yes(condition: Callable[[], Q]) -> Where:
    return lambda asking, values: condition() if values[0] == "yes" else ~condition()


def of_vip() -> Q:
    """The row that speaks for a person carries the mark."""
    people = Customer.objects.filter(Q(person=None, is_vip=True) | Q(person__is_vip=True))
    return Q(customer__in=people.order_by().values("pk"))


def resolved_within(asking: Asking, values: tuple[str, ...]) -> Q:
    episodes = Episode.objects.filter(within("resolved_at")(asking, values), resolved_at__isnull=False)
    return Q(status=Conversation.Status.RESOLVED, pk__in=episodes.order_by().values("conversation"))


def reasons(asking: Asking) -> Iterable[Option]:
    """In two levels: a group stands for all that belongs to it."""
    yield Option(NONE, _("Not known"))
    for reason in in_order():
        yield Option(reason.key, reason.name if reason.parent_id is None else f"{reason.parent.name} › {reason.name}")


def about_reasons(asking: Asking, values: tuple[str, ...]) -> Q:
    return about(values)


def looks_like_a_key(value: str) -> bool:
    return value == NONE or (value.isascii() and value.replace("-", "").isalnum())


def languages(asking: Asking, values: tuple[str, ...]) -> Q:
    return Q(language__in=["" if value == NONE else value for value in values])


def priorities(asking: Asking, values: tuple[str, ...]) -> Q:
    return Q(priority__in=[PRIORITIES[value] for value in values])


@dataclass(frozen=True)
class Waiting(Filter):
    """That somebody waits for our answer, and how long at least."""

    template: ClassVar[str] = "inbox/_filter_waiting.html"

    def read(self, value: str) -> str:
        try:
            return value if value in {"any", "no"} else value if spans.length(value) else ""
        except ValueError as error:
            raise self.refuse(value) from error

    def worded(self, values: Sequence[str], asking: Asking) -> str:
        words = {"any": _("Somebody waits"), "no": _("Nobody waits")}
        return words.get(values[0]) or _("{length} or longer").format(length=worded_length(values[0]))

    def choices(self, asking: Asking, values: Sequence[str]) -> dict[str, Any]:
        offered = ["any", "no", "30m", "1h", "2h", "4h", "8h", "1d", "2d", "7d"]
        return {"options": [Option(one, self.worded([one], asking)) for one in [*offered, *(set(values) - set(offered))]], "values": values}


def waiting(asking: Asking, values: tuple[str, ...]) -> Q:
    if values[0] == "no":
        return Q(customer_waiting_since=None)
    at = asking.now if values[0] == "any" else asking.now - spans.length(values[0])
    return Q(LessThanOrEqual(waits_since(), at))


def due(asking: Asking, values: tuple[str, ...]) -> Q:
    """`any`, `soon` (not yet over), `late`; or what falls due within an hour, a day."""
    over, found = Q(LessThanOrEqual(falls_due(), asking.now)), Q()
    for value in values:
        if value == "late":
            found |= over
        elif value == "soon":
            found |= Q(due_soon_at__lte=asking.now) & ~over
        else:
            found |= Q(due_at__isnull=False) if value == "any" else Q(LessThanOrEqual(falls_due(), asking.now + DUE_WITHIN[value]))
    return found


def fixed(*options: Option) -> Callable[[Asking], Iterable[Option]]:
    return lambda asking: options


def named(rows: Callable[[], QuerySet], icon: str, *first: Option) -> Callable[[Asking], Iterable[Option]]:
    return lambda asking: [*first, *(Option(str(number), name, icon) for number, name in rows().values_list("pk", "name"))]


YES_NO = {
    "many": False,
    "looks": one_of("yes", "no"),
    "options": fixed(Option("yes", gettext_lazy("Yes")), Option("no", gettext_lazy("No"))),
}

declare(
    Choice("status", gettext_lazy("Status"), "circle-dot", in_column("status"), looks=one_of(*Conversation.Status.values),
           options=fixed(*(Option(value, label) for value, label in Conversation.Status.choices))),
    Waiting("waiting", gettext_lazy("Waiting for an answer"), "hourglass", waiting),
    Choice("due", gettext_lazy("Due"), "timer", due, looks=one_of("late", "soon", "any", *DUE_WITHIN),
           options=fixed(Option("late", gettext_lazy("Overdue"), "clock-alert"), Option("soon", gettext_lazy("Due soon"), "timer"),
                         Option("1h", gettext_lazy("Within an hour")), Option("4h", gettext_lazy("Within 4 hours")),
                         Option("1d", gettext_lazy("Within a day")), Option("any", gettext_lazy("Something is owed")))),
    Choice("agent", gettext_lazy("Agent"), "user-round", assigned, looks=number_or("me", "nobody"),
           options=named(Agent.objects.at_work, "user-round", Option("me", gettext_lazy("Me"), "user-round-check"),
                         Option("nobody", gettext_lazy("Nobody"), "user-round-x"))),
    Choice("team", gettext_lazy("Team"), "users", in_column("team", "none"), looks=number_or("none"),
           options=named(Team.objects.all, "users", Option("none", gettext_lazy("No team")))),
    Choice("tag", gettext_lazy("Tag"), "tag", tagged,
           options=lambda asking: [Option(ANY, _("Any tag")), Option(NONE, _("No tag")),
                                   *(Option(name, f"#{name}") for name in Tag.objects.values_list("name", flat=True))]),
    Choice("reason", gettext_lazy("Contact reason"), "layers", about_reasons, looks=looks_like_a_key,
           options=reasons),
    Choice("priority", gettext_lazy("Priority"), "flag", priorities, looks=one_of(*PRIORITIES),
           options=fixed(*(Option(word, Conversation.Priority(number).label) for word, number in PRIORITIES.items()))),
    Choice("channel", gettext_lazy("Channel"), "inbox", in_column("channel"), looks=number_or(),
           options=named(Channel.objects.all, "inbox")),
    Choice("vip", gettext_lazy("VIP customer"), "star", yes(of_vip), **YES_NO),
    Dates("activity", gettext_lazy("Last activity"), "clock", within("last_activity_at")),
    Dates("created", gettext_lazy("Came in"), "calendar", within("created_at")),
    Dates("resolved", gettext_lazy("Resolved on"), "circle-check", resolved_within),
    Choice("language", gettext_lazy("Language"), "languages", languages, looks=one_of(*LANGUAGES, NONE),
           options=fixed(*(Option(code, name) for code, name in LANGUAGES.items()), Option(NONE, gettext_lazy("Not known")))),
    Choice("attachment", gettext_lazy("With attachments"), "paperclip", yes(lambda: Q(has_attachments=True)), **YES_NO),
    Choice("undelivered", gettext_lazy("Not delivered"), "circle-alert", yes(lambda: Q(undelivered_since__isnull=False)), **YES_NO),
    Choice("spam", gettext_lazy("Spam"), "ban", yes(lambda: Q(spam_marked_at__isnull=False)), **YES_NO),
)  # fmt: skip
