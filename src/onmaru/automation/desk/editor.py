from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.automation import effect as effects
from onmaru.automation import variable
from onmaru.automation.actions.write_macro import Written
from onmaru.automation.filling import names
from onmaru.automation.models import Macro
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Permission

LANGUAGES = {"ko": gettext_lazy("In Korean"), "en": gettext_lazy("In English")}
LONGEST = 20_000
EVERYBODY, MINE = "everybody", "mine"


def circles(agent: Agent) -> list[tuple[str, Any]]:
    """For whom an agent may write macros."""
    if not agent.may(Permission.SHARE):
        return [(MINE, gettext_lazy("Only me"))]
    teams = [(f"team-{team.pk}", team.name) for team in Team.objects.all()]
    return [(EVERYBODY, gettext_lazy("Everybody")), *teams, (MINE, gettext_lazy("Only me"))]


def circle_of(macro: Macro) -> str:
    return MINE if macro.owner_id else f"team-{macro.team_id}" if macro.team_id else EVERYBODY


class MacroForm(forms.Form):
    """A macro as an editor shows it: its words by language, and the fields of every effect there is."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    words = forms.CharField(
        label=gettext_lazy("Other names"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Separated by commas."),
    )
    circle = forms.ChoiceField(label=gettext_lazy("Who uses it"))

    def __init__(self, *arguments: Any, agent: Agent, macro: Macro | None = None, **options: Any) -> None:
        super().__init__(*arguments, initial=_initial(macro), **options)
        self.agent, self.macro = agent, macro
        circle = self.fields["circle"]
        assert isinstance(circle, forms.ChoiceField)
        circle.choices = circles(agent)
        for language, label in LANGUAGES.items():
            area = forms.Textarea(attrs={"rows": 8 if language == "ko" else 4})
            self.fields[f"text_{language}"] = forms.CharField(label=label, required=False, max_length=LONGEST, widget=area)
        for effect in effects.of_macros():
            for name, field in effect.fields(agent).items():
                self.fields[f"{effect.key}__{name}"] = field

    def words_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in ("name", "words", "circle", *(f"text_{language}" for language in LANGUAGES))]

    def effect_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if "__" in name]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for language in LANGUAGES:
            for name in names(cleaned.get(f"text_{language}", "")):
                if variable.find(name) is None:
                    self.add_error(f"text_{language}", _("There is nothing called {{{{{name}}}}} to fill in.").format(name=name))
        if not self.errors and not self._texts() and not self._effects():
            self.add_error("text_ko", _("Write something, or choose what happens."))
        return cleaned

    def written(self) -> Written:
        circle = self.cleaned_data["circle"]
        team = Team.objects.get(pk=circle.removeprefix("team-")) if circle.startswith("team-") else None
        return Written(
            name=" ".join(self.cleaned_data["name"].split()),
            words=self.cleaned_data["words"],
            texts=self._texts(),
            effects=self._effects(),
            team=team,
            owner=self.agent if circle == MINE else None,
        )

    def _texts(self) -> dict[str, str]:
        texts = {language: self.cleaned_data.get(f"text_{language}", "").replace("\r\n", "\n").strip() for language in LANGUAGES}
        return {language: text for language, text in texts.items() if text}

    def _effects(self) -> list[dict[str, Any]]:
        made = []
        for effect in effects.of_macros():
            start = f"{effect.key}__"
            cleaned = {name.removeprefix(start): value for name, value in self.cleaned_data.items() if name.startswith(start)}
            if params := effect.pack(cleaned):
                made.append({"key": effect.key, "params": params})
        # What a package did that is gone for now is kept for when it comes back.
        known = {effect.key for effect in effects.of_macros()}
        return made + [one for one in (self.macro.effects if self.macro else []) if one["key"] not in known]


def _initial(macro: Macro | None) -> dict[str, Any]:
    if macro is None:
        return {}
    values: dict[str, Any] = {"name": macro.name, "words": macro.words, "circle": circle_of(macro)}
    values |= {f"text_{language}": macro.texts.get(language, "") for language in LANGUAGES}
    for effect in effects.of_macros():
        if (params := macro.params_of(effect.key)) is not None:
            values |= {f"{effect.key}__{name}": value for name, value in effect.unpack(params).items()}
    return values
