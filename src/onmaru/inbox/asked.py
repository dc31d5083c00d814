"""What a list is asked for: a view, and what its address says on top of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.filtering import registry
from onmaru.inbox.filtering.filter import Asking, Choice, Filter, Option, one_of
from onmaru.inbox.filtering.terms import Reading, Said, Terms, joined, read, said_in
from onmaru.inbox.models import Conversation, View
from onmaru.inbox.models.conversation import Conversations
from onmaru.inbox.sorting import NEWEST, SORTS, Sort
from onmaru.people.models import Agent

# Views that everybody has, without a row. "any" says nothing: it is where plain filters live.
BUILT_IN = {
    "mine": Terms.of({"agent": ["me"], "status": ["open"]}),
    "unassigned": Terms.of({"agent": ["nobody"], "status": ["open"]}),
    "all": Terms.of({"status": ["open"]}),
    "snoozed": Terms.of({"status": ["snoozed"]}),
    "resolved": Terms.of({"status": ["resolved"]}),
    "spam": Terms.of({"spam": ["yes"]}),
    "any": Terms(),
}
SORTING = Choice(
    "sort", gettext_lazy("Order"), "arrow-down", lambda asking, values: Q(), many=False, looks=one_of(*SORTS),
    options=lambda asking: [Option(sort.name, sort.label) for sort in SORTS.values()],
)  # fmt: skip


class NoSuchView(LookupError):
    """No view has this key, or none that this agent may see."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A view and its own terms, what the address says beyond them, and both together."""

    key: str
    base: Terms
    own: Terms
    terms: Terms
    # Sentences about what could not be read. Such a list shows nothing: the wrong half of a question has the wrong answer.
    problems: tuple[str, ...] = ()
    view: View | None = None

    @property
    def sort(self) -> Sort:
        return SORTS[(self.terms.get("sort") or (NEWEST.name,))[0]]

    @property
    def filters(self) -> Terms:
        return self.terms.without("sort")


Known = Mapping[str, Filter]


def known_to(names: Iterable[str]) -> Known:
    """The filters behind some names, and the order of lines, which is said beside them."""
    return {**registry.known(names), "sort": SORTING}


def reading(said: Said, known: Known | None = None) -> Reading:
    """Terms from an address, a form or a saved view."""
    said = joined(said)
    known = known_to(said) if known is None else known
    found = read(said, known)
    gone = [name for name in said if name not in known and registry.of_family(name)]
    return Reading(found.terms, (*found.problems, *(_("A field of this filter is gone.") for _name in gone)))


def asked(agent: Agent, key: str, said: Said) -> Asked:
    """Raises NoSuchView."""
    view = None
    base = Reading(BUILT_IN.get(key) or _of_number(key) or Terms())
    if key not in BUILT_IN and not base.terms.chosen:
        view = _view(agent, key)
        base = reading(said_in(view.terms))
    return combined(key, base, reading(said), view)


def combined(key: str, base: Reading, said: Reading, view: View | None = None) -> Asked:
    terms = said.terms.over(base.terms)
    return Asked(key, base.terms, terms.beyond(base.terms), terms, (*base.problems, *said.problems), view)


def _of_number(key: str) -> Terms | None:
    sort, _dash, number = key.partition("-")
    if sort in {"team", "channel"} and number.isascii() and number.isdecimal() and len(number) < 10:
        return Terms.of({sort: [str(int(number))], "status": ["open"]})
    return None


def _view(agent: Agent, key: str) -> View:
    sort, _dash, number = key.partition("-")
    if sort == "v" and number.isascii() and number.isdecimal() and len(number) < 19:
        found = View.objects.visible_to(agent).select_related("team", "owner").filter(pk=int(number)).first()
        if found:
            return found
    raise NoSuchView(key)


def narrowed(terms: Terms, asking: Asking, known: Known | None = None) -> Conversations:
    """All that an agent may see of what the terms ask for. Spam only where they ask for it; what was merged away never."""
    rows = Conversation.objects.visible_to(asking.agent).filter(merged_into=None)
    if "spam" not in terms:
        rows = rows.filter(spam_marked_at=None)
    known = known_to(name for name, _values in terms.chosen) if known is None else known
    for name, values in terms.chosen:
        if name in known:
            rows = rows.filter(known[name].where(asking, values))
    return rows


def all_of(asked: Asked, asking: Asking, known: Known | None = None) -> Conversations:
    return Conversation.objects.none() if asked.problems else narrowed(asked.terms, asking, known)


def worded(terms: Terms, asking: Asking) -> list[tuple[Filter, str]]:
    """Each filter that is set, and what is chosen there in words."""
    known = registry.known(name for name, _values in terms.chosen)
    return [(known[name], known[name].worded(values, asking)) for name, values in terms.chosen if name in known]
