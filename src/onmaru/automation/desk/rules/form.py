from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.automation import effect as effects
from onmaru.automation.actions.write_rule import Written
from onmaru.automation.desk.rules import draft
from onmaru.automation.desk.rules.draft import Group
from onmaru.automation.models import Rule
from onmaru.automation.rules import condition as conditions
from onmaru.automation.rules import trigger as triggers

JOINS = {
    "all": gettext_lazy("All of these hold"),
    "any": gettext_lazy("One of these holds"),
    "none": gettext_lazy("None of these holds"),
}


class RuleForm(forms.Form):
    """A rule as the builder shows it: its head, its groups of conditions, and the fields of every effect a rule can have."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    group = forms.CharField(
        label=gettext_lazy("Group"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Rules of one group stand together in the list."),
    )
    trigger = forms.ChoiceField(label=gettext_lazy("As soon as"))
    after = forms.IntegerField(label=gettext_lazy("Hours of silence"), min_value=1, max_value=720, required=False, initial=24)
    hours = forms.ChoiceField(label=gettext_lazy("It may act"), choices=Rule.Hours.choices, required=False, initial=Rule.Hours.ANY)
    stops = forms.BooleanField(label=gettext_lazy("The rules below it in its group do nothing then"), required=False)

    def __init__(self, data: Any = None, content: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=_initial(content or {}))
        self.groups: list[Group] = draft.read(data) if data is not None else draft.from_tree((content or {}).get("tree", {"all": []})) or []
        self.problems: dict[tuple[int, int], str] = {}
        trigger = self.fields["trigger"]
        assert isinstance(trigger, forms.ChoiceField)
        trigger.choices = [(one.key, one.name) for one in triggers.everyone()]
        for effect in effects.of_rules():
            for name, field in effect.fields(None).items():
                self.fields[f"{effect.key}__{name}"] = field

    @property
    def by_clock(self) -> bool:
        trigger = triggers.find(str(self["trigger"].value() or ""))
        return bool(trigger and trigger.by_clock)

    def head_fields(self) -> list[forms.BoundField]:
        return [self["name"], self["group"]]

    def effect_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if "__" in name]

    def shown_groups(self) -> list[dict[str, Any]]:
        """For the template: every row with what its values are chosen from."""
        known, asking = conditions.known(), conditions.nobody()
        choices = [(one.name, one.label) for one in known.values()]
        return [
            {
                "name": f"g{number}",
                "number": number,
                "join": group.join,
                "joins": JOINS.items(),
                "full": len(group.rows) >= draft.MOST_ROWS,
                "rows": [
                    {
                        "name": f"g{number}.r{place}",
                        "place": place,
                        "row": row,
                        "fields": choices if row.field in known or not row.field else [*choices, (row.field, _("A field that is gone"))],
                        "input": draft.input_of(row, known, asking),
                        "problem": self.problems.get((number, place), ""),
                    }
                    for place, row in enumerate(group.rows)
                ],
            }
            for number, group in enumerate(self.groups)
        ]

    @property
    def may_add_group(self) -> bool:
        return len(self.groups) < draft.MOST_GROUPS

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        known = conditions.known()
        for number, group in enumerate(self.groups):
            for place, row in enumerate(group.rows):
                if row.field and (row.field not in known or not conditions.readable(known[row.field], row.values)):
                    self.problems[number, place] = _("Say what it should be, or take the condition out.")
        if self.problems:
            self.add_error(None, _("A condition is not finished."))
        if self.by_clock and not cleaned.get("after") and "after" not in self.errors:
            self.add_error("after", _("Say after how many hours."))
        if not self.errors and not self._effects():
            self.add_error(None, _("Choose what happens."))
        return cleaned

    def written(self) -> Written:
        return Written(
            name=" ".join(self.cleaned_data["name"].split()),
            trigger=self.cleaned_data["trigger"],
            group=" ".join(self.cleaned_data["group"].split()),
            given={"hours": self.cleaned_data["after"]} if self.by_clock else {},
            tree=draft.to_tree(self.groups),
            effects=self._effects(),
            stops=self.cleaned_data["stops"],
            hours=(self.cleaned_data["hours"] or Rule.Hours.ANY) if self.by_clock else Rule.Hours.ANY,
        )

    def _effects(self) -> list[dict[str, Any]]:
        chosen = []
        for effect in effects.of_rules():
            start = f"{effect.key}__"
            mine = {name.removeprefix(start): self.cleaned_data.get(name) for name in self.fields if name.startswith(start)}
            if (params := effect.pack(mine)) is not None:
                chosen.append({"key": effect.key, "params": params})
        return chosen


def _initial(content: dict[str, Any]) -> dict[str, Any]:
    initial = {name: content[name] for name in ("name", "group", "trigger", "stops", "hours") if name in content}
    if hours := content.get("given", {}).get("hours"):
        initial["after"] = hours
    for one in content.get("effects", []):
        if effect := effects.find(one["key"]):
            initial |= {f"{effect.key}__{name}": value for name, value in effect.unpack(one["params"]).items()}
    return initial
