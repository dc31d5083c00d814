from datetime import timedelta
from typing import Any

import structlog
from django.db import OperationalError, transaction
from django.db.models import F

from onmaru.automation.effect import find
from onmaru.automation.events import RuleApplied
from onmaru.automation.models import Rule, RuleRun
from onmaru.automation.rules.condition import answers
from onmaru.automation.rules.engine import A_DAY_FOR_CUSTOMER, A_DAY_IN_CONVERSATION, Decision, Shape, Spent, decide
from onmaru.automation.rules.occasion import Occasion, Scene, scenes_of
from onmaru.automation.rules.tree import Unreadable, questions, why_to_json
from onmaru.events.log import overheard, record
from onmaru.inbox.bulk.facts import difference, facts_of
from onmaru.inbox.models import Conversation
from onmaru.kit import clock

log = structlog.get_logger(__name__)
A_DAY = timedelta(days=1)


def apply_rules(occasion: Occasion) -> list[RuleRun]:
    """Let the rules act that were on when this happened; what they did on it before is not done again."""
    rules = list(Rule.objects.listening(occasion.trigger).filter(switched_on_at__lte=occasion.at))
    return apply_these(rules, occasion) if rules else []


@transaction.atomic
def apply_these(rules: list[Rule], occasion: Occasion) -> list[RuleRun]:
    """As `apply_rules`, for rules that the caller chose."""
    # Whoever else acts on this conversation waits, and then finds what was done.
    if not Conversation.objects.select_for_update(no_key=True).filter(pk=occasion.conversation_id).exists():
        return []
    scenes = scenes_of([occasion], clock.now())
    shapes = {rule.pk: shape for rule in rules if (shape := _shape(rule))}
    if not scenes or not shapes:
        return []
    [scene] = scenes
    by_id = {rule.pk: rule for rule in rules}
    chain = _chain(occasion)
    return [_act(by_id[one.rule], scene, one, chain) for one in _decisions(scene, shapes, chain) if one.acts]


def _shape(rule: Rule) -> Shape | None:
    try:
        return rule.shape
    except Unreadable:
        return None


def _decisions(scene: Scene, shapes: dict[int, Shape], chain: tuple[int, ...]) -> list[Decision]:
    occasion, since = scene.occasion, scene.now - A_DAY
    runs = RuleRun.objects.filter(conversation=scene.conversation)
    here = runs.filter(at__gt=since).order_by()[:A_DAY_IN_CONVERSATION].count()
    person = Conversation.objects.of_person(scene.conversation.customer).order_by().values("pk")
    for_customer = RuleRun.objects.filter(conversation__in=person, at__gt=since).order_by()[:A_DAY_FOR_CUSTOMER].count()
    [found] = answers([scene], (one for shape in shapes.values() for one in questions(shape.tree))).values()
    done = frozenset(runs.filter(fact=occasion.fact).values_list("rule_id", flat=True))
    return decide(in_order(shapes), found.__getitem__, chain, done, Spent(here, for_customer))


def in_order(shapes: dict[int, Shape]) -> list[Shape]:
    """By place as they were given, the rules of one group together where its first one stands."""
    first: dict[str, int] = {}
    for place, shape in enumerate(shapes.values()):
        first.setdefault(shape.group, place)
    return sorted(shapes.values(), key=lambda shape: first[shape.group])


def _act(rule: Rule, scene: Scene, decision: Decision, chain: tuple[int, ...]) -> RuleRun:
    assert decision.why is not None
    conversation, occasion = scene.conversation, scene.occasion
    run = RuleRun(
        rule=rule,
        version=rule.version,
        conversation=conversation,
        fact=occasion.fact,
        at=scene.now,
        chain=list(chain),
        why=why_to_json(decision.why),
    )
    try:
        with transaction.atomic(), overheard() as caused:
            before = facts_of([conversation.pk])[conversation.pk]
            run.done = _done(rule, conversation)
            run.before, run.after = difference(before, facts_of([conversation.pk])[conversation.pk])
            record(RuleApplied(conversation_id=conversation.pk, rule_id=rule.pk, rule_name=rule.name))
        run.caused = caused
    except OperationalError:
        raise
    except Exception as fault:
        # One rule that cannot act must not keep the others, and the message, from going on.
        log.exception("rule.fault", rule=rule.pk, conversation=conversation.pk)
        run.done, run.before, run.after, run.fault = [], {}, {}, type(fault).__name__[:60]
    run.save(force_insert=True)
    Rule.objects.filter(pk=rule.pk).update(ran_count=F("ran_count") + 1)
    return run


def _chain(occasion: Occasion) -> tuple[int, ...]:
    """The rules whose deeds led to this, the first one first."""
    if occasion.event_id is None:
        return ()
    cause = RuleRun.objects.filter(conversation=occasion.conversation_id, caused__contains=[occasion.event_id]).first()
    return (*cause.chain, cause.rule_id) if cause else ()


def _done(rule: Rule, conversation: Conversation) -> list[dict[str, Any]]:
    able = [(one, effect) for one in rule.effects if (effect := find(one["key"]))]
    done = []
    for one, effect in able:
        did = effect.apply(conversation, None, one["params"])
        done.append({**one, "did": did, "undo": did is not None and not effect.of_facts})
    return done
