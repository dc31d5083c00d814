"""The people of the desk, and a hand for making macros."""

from collections.abc import Callable
from typing import Any

import pytest

from onmaru.automation.actions.switch_rule import switch_rule
from onmaru.automation.actions.write_macro import Written, make_macro
from onmaru.automation.actions.write_rule import Written as WrittenRule
from onmaru.automation.actions.write_rule import make_rule
from onmaru.automation.models import Macro, Rule
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.inbox.tests.conftest import junho as junho
from onmaru.inbox.tests.conftest import mailbox as mailbox
from onmaru.inbox.tests.conftest import minji as minji
from onmaru.inbox.tests.conftest import orders as orders
from onmaru.inbox.tests.conftest import write as write
from onmaru.people.models import Agent, Shop

Make = Callable[..., Macro]
Ruled = Callable[..., Rule]


@pytest.fixture
def shop(db: None) -> Shop:
    return Shop.objects.create(name="하루상점")


@pytest.fixture
def conversation(write: Write, shop: Shop) -> Conversation:
    return write("주문번호 20261122-0001 언제 오나요?", by="유나@customer.example", subject="배송 문의").conversation


@pytest.fixture
def make(junho: Agent) -> Make:
    """`make("환불 안내", "환불해 드릴게요.", tag={"tags": ["환불"]})`; the effects by their keys."""

    def make(name: str, text: str = "", by: Agent | None = None, **effects: Any) -> Macro:
        circle = {key: effects.pop(key) for key in ("team", "owner", "words") if key in effects and not isinstance(effects[key], dict)}
        done = [{"key": key, "params": params} for key, params in effects.items()]
        return make_macro(Written(name, {"ko": text} if text else {}, done, **circle), by or junho)

    return make


def q(field: str, *values: str) -> dict[str, Any]:
    return {"field": field, "values": list(values)}


def tags_of(conversation: Conversation) -> set[str]:
    return set(conversation.taggings.values_list("tag__name", flat=True))


@pytest.fixture
def rule(junho: Agent, shop: Shop) -> Ruled:
    """`rule("arrived", q("message", "파손"), tag={"tags": ["파손"]})`, switched on."""

    def rule(trigger: str, *tree: dict[str, Any], on: bool = True, **effects: Any) -> Rule:
        more = {name: effects.pop(name) for name in ("name", "group", "stops", "given", "hours") if name in effects}
        done = [{"key": key, "params": params} for key, params in effects.items()]
        made = make_rule(WrittenRule(more.pop("name", "규칙"), trigger, tree={"all": list(tree)}, effects=done, **more), junho)
        if on:
            switch_rule(made, True, junho)
        return Rule.objects.get(pk=made.pk)

    return rule
