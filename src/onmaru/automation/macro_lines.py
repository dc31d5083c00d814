"""A macro as a line of a table, and back."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from onmaru.automation import effect as effects
from onmaru.automation import variable
from onmaru.automation.actions.write_macro import Written
from onmaru.automation.effect import CannotTake
from onmaru.automation.filling import names
from onmaru.automation.models import Macro
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

# What each column is called in the file we write, and what else people call it.
COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("이름", "name", "매크로", "제목", "title"),
    "words": ("다른 이름", "words", "other names", "키워드", "keywords"),
    "circle": ("사용", "who uses it", "대상", "공유", "shared with"),
    "text_ko": ("답변", "text_ko", "내용", "본문", "한국어", "korean", "text", "reply"),
    "text_en": ("답변(영어)", "text_en", "영어", "english"),
}
EVERYBODY, MINE = ("모두", "everybody", "전체", "all"), ("나", "me", "개인", "mine", "only me")
LONGEST_TEXT, LONGEST_NAME, LONGEST_WORDS = 20_000, 80, 200


def header() -> list[str]:
    return [known[0] for known in COLUMNS.values()] + [str(effect.name) for effect in effects.of_macros()]


def line_of(macro: Macro) -> list[str]:
    circle = macro.team.name if macro.team else MINE[0] if macro.owner_id else EVERYBODY[0]
    cells = [macro.name, macro.words, circle, macro.texts.get("ko", ""), macro.texts.get("en", "")]
    for effect in effects.of_macros():
        params = macro.params_of(effect.key)
        cells.append(effect.write(params) if params is not None else "")
    return cells


def columns(head: Sequence[str]) -> dict[int, str]:
    """What stands in which column. Raises CannotTake without one for names; other columns are passed over."""
    known = {name.casefold(): key for key, others in COLUMNS.items() for name in others}
    for effect in effects.of_macros():
        known[effect.key] = effect.key
        for language in ("ko", "en"):
            with translation.override(language):
                known[str(effect.name).casefold()] = effect.key
    found = {at: known[cell.strip().casefold()] for at, cell in enumerate(head) if cell.strip().casefold() in known}
    if "name" not in found.values():
        raise CannotTake(_("The first line has to name the columns; “{name}” is needed.").format(name=COLUMNS["name"][0]))
    return found


def written(cells: dict[str, str], by: Agent) -> Written:
    """The macro of a line. Raises CannotTake with the reason."""
    name = " ".join(cells.get("name", "").split())
    if not name:
        raise CannotTake(_("There is no name."))
    if len(name) > LONGEST_NAME or len(cells.get("words", "")) > LONGEST_WORDS:
        raise CannotTake(_("The name is too long."))
    texts = {language: cells.get(f"text_{language}", "") for language in ("ko", "en")}
    for text in texts.values():
        if len(text) > LONGEST_TEXT:
            raise CannotTake(_("The words are longer than {count} signs.").format(count=LONGEST_TEXT))
        if nobody := [named for named in names(text) if variable.find(named) is None]:
            raise CannotTake(_("There is nothing called {{{{{name}}}}} to fill in.").format(name=nobody[0]))
    done = list(_effects(cells))
    if not done and not any(texts.values()):
        raise CannotTake(_("There are neither words nor anything that happens."))
    team, owner = _circle(cells.get("circle", ""), by)
    return Written(name=name, words=cells.get("words", ""), texts=texts, effects=done, team=team, owner=owner)


def _effects(cells: dict[str, str]) -> Iterable[dict[str, Any]]:
    for effect in effects.of_macros():
        if cell := cells.get(effect.key, "").strip():
            yield {"key": effect.key, "params": effect.read(cell)}


def _circle(cell: str, by: Agent) -> tuple[Team | None, Agent | None]:
    said, may_share = cell.strip().casefold(), by.may(Permission.SHARE)
    if said in MINE or (not said and not may_share):
        return None, by
    if not may_share:
        raise CannotTake(_("You may only bring in macros of your own (“{mine}”).").format(mine=MINE[0]))
    if not said or said in EVERYBODY:
        return None, None
    team = Team.objects.filter(name__iexact=cell.strip()).first()
    if team is None:
        raise CannotTake(_("No team is called “%(name)s”.") % {"name": cell.strip()[:60]})
    return team, None
