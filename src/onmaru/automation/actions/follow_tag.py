from typing import Any

from django.db import transaction

from onmaru.automation.actions.write_macro import Written as WrittenMacro
from onmaru.automation.actions.write_macro import edit_macro
from onmaru.automation.actions.write_rule import Written as WrittenRule
from onmaru.automation.actions.write_rule import edit_rule
from onmaru.automation.models import Macro, Rule

Json = dict[str, Any]


@transaction.atomic
def follow_tag(before: str, name: str) -> None:
    """Have macros and rules say a tag's new name: they name it by its words, and would make the old one again, or find it nowhere."""
    for rule in Rule.objects.kept():
        asks, does = _asking(rule.tree, before, name), _doing(rule.effects, before, name)
        edit_rule(rule, WrittenRule(**{**rule.content, "tree": asks, "effects": does}), None)
    for macro in Macro.objects.select_related("team", "owner"):
        does = _doing(macro.effects, before, name)
        edit_macro(macro, WrittenMacro(macro.name, macro.texts, does, macro.words, macro.team, macro.owner), None)


def _asking(node: Json, before: str, name: str) -> Json:
    match node:
        case {"field": "tag", "values": values}:
            return {**node, "values": _named(values, before, name)}
        case {"not": part}:
            return {"not": _asking(part, before, name)}
        case {"all": parts}:
            return {"all": [_asking(part, before, name) for part in parts]}
        case {"any": parts}:
            return {"any": [_asking(part, before, name) for part in parts]}
    return node


def _doing(effects: list[Json], before: str, name: str) -> list[Json]:
    def done(effect: Json) -> Json:
        tags = (effect.get("params") or {}).get("tags") if effect.get("key") in {"tag", "untag"} else None
        return {**effect, "params": {**effect["params"], "tags": _named(tags, before, name)}} if tags else effect

    return [done(effect) for effect in effects]


def _named(names: list[str], before: str, name: str) -> list[str]:
    return list(dict.fromkeys(name if one.lower() == before.lower() else one for one in names))
