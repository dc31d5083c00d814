"""What macros and checks have a say in before an answer leaves."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils.translation import gettext as _

from onmaru.automation.actions.apply_macro import apply_macro
from onmaru.automation.actions.pass_checks import pass_checks
from onmaru.automation.checking import doubts_about, found_in
from onmaru.automation.fills import filled
from onmaru.automation.models import Macro
from onmaru.inbox.models import Message
from onmaru.inbox.sending import Answer, Doubt, Stop, accompanying, doubting, finishing
from onmaru.kit.numbers import row_numbers


def _macros(answer: Answer) -> list[Macro]:
    """What the agent chose for this answer, in the order in which they did; only what they may use."""
    numbers = row_numbers(dict.fromkeys(answer.posted.getlist("macro")))
    found = Macro.objects.for_agent(answer.agent).in_bulk(numbers)
    return [found[number] for number in numbers if number in found]


@finishing
def fill_in(answer: Answer) -> Answer:
    """Names in double braces become their values; one without a value stops the answer; where many get it, so does one nobody knows."""
    if "{{" not in answer.text:
        return answer
    done = filled(answer.text, answer.conversation, answer.agent)
    if names := done.missing or (done.unknown if answer.of_many else ()):
        places = ", ".join(f"{{{{{name}}}}}" for name in names)
        raise Stop(_("There is no value for {places}. Write it yourself, or take the place out.").format(places=places))
    return replace(answer, text=done.text)


@finishing
def resolve_with_it(answer: Answer) -> Answer:
    """A macro that resolves does so as "send and resolve" does: taken back with the answer."""
    if answer.resolve or not answer.posted.getlist("macro"):
        return answer
    resolves = any((macro.params_of("status") or {}).get("status") == "resolved" for macro in _macros(answer))
    return replace(answer, resolve=resolves)


@doubting
def look_once_more(answer: Answer) -> Iterable[Doubt]:
    return doubts_about(answer)


@accompanying
def apply_effects(message: Message, answer: Answer) -> None:
    for macro in _macros(answer):
        apply_macro(macro, answer.conversation, answer.agent, message)


@accompanying
def note_what_was_passed(message: Message, answer: Answer) -> None:
    if passed := set(answer.posted.getlist("passed")):
        found = found_in(answer, sent=message)
        pass_checks(message, answer.agent, {check.name for check, finding in found if check.key(finding) in passed})
