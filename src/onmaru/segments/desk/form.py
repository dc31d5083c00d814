"""A segment as a form: a field for each thing that can be asked, each of which may stay empty."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.customers.models import Organization
from onmaru.inbox.filtering.terms import Terms, Unreadable
from onmaru.inbox.filters import LANGUAGES
from onmaru.inbox.models import Tag
from onmaru.segments.facts import ANY, FACTS
from onmaru.segments.models import Segment

MOST_NAMED = 30


class SegmentForm(forms.Form):
    name_ko = forms.CharField(label=gettext_lazy("Korean name"), max_length=40)
    name_en = forms.CharField(
        label=gettext_lazy("English name"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("For colleagues who read the desk in English."),
    )
    vip = forms.ChoiceField(
        label=gettext_lazy("VIP mark"),
        choices=[
            ("", gettext_lazy("Does not matter")),
            ("yes", gettext_lazy("VIP customers")),
            ("no", gettext_lazy("All but VIP customers")),
        ],
        required=False,
    )
    first_within = forms.IntegerField(label=gettext_lazy("First wrote within the last days"), min_value=1, max_value=9999, required=False)
    first_over = forms.IntegerField(
        label=gettext_lazy("First wrote more than so many days ago"), min_value=1, max_value=9999, required=False
    )
    least = forms.IntegerField(label=gettext_lazy("Conversations, at least"), min_value=1, max_value=1000, required=False)
    most = forms.IntegerField(label=gettext_lazy("Conversations, at most"), min_value=0, max_value=1000, required=False)
    language = forms.MultipleChoiceField(
        label=gettext_lazy("Language"), choices=list(LANGUAGES.items()), required=False, widget=forms.CheckboxSelectMultiple
    )
    organization = forms.CharField(
        label=gettext_lazy("Organization"),
        required=False,
        help_text=gettext_lazy("Names with a comma between them, or * for any organization."),
    )
    domain = forms.CharField(
        label=gettext_lazy("E-mail domain"), required=False, help_text=gettext_lazy("As in hanbit.example, with a comma between several.")
    )
    tag = forms.CharField(
        label=gettext_lazy("Tag on a conversation"),
        required=False,
        help_text=gettext_lazy("With a comma between several. One of them on any conversation is enough."),
    )

    def __init__(self, *arguments: Any, segment: Segment | None = None, **options: Any) -> None:
        super().__init__(*arguments, initial=_initial(segment) if segment else {}, **options)

    def clean_organization(self) -> list[str]:
        names = _listed(self.cleaned_data["organization"])
        if "*" in names:
            return [ANY]
        return _numbers(
            names, dict(Organization.objects.filter(name__in=names).values_list("name", "pk")), _("No organization is called {name}.")
        )

    def clean_tag(self) -> list[str]:
        names = [name.removeprefix("#").lower() for name in _listed(self.cleaned_data["tag"])]
        known = {name.lower(): number for name, number in Tag.objects.values_list("name", "pk")}
        return _numbers(names, known, _("No tag is called {name}."))

    def clean_domain(self) -> list[str]:
        domains = [name.removeprefix("@").lower() for name in _listed(self.cleaned_data["domain"])]
        try:
            return [FACTS["domain"].read(domain) for domain in domains]
        except Unreadable as error:
            raise forms.ValidationError(_("Write domains as in hanbit.example.")) from error

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if said.get("first_within") and said.get("first_over"):
            self.add_error("first_over", _("Choose one of both: lately, or long ago."))
        least, most = said.get("least"), said.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("This is less than the least."))
        if not self.errors and not self.terms.chosen:
            raise forms.ValidationError(_("Say at least one thing about these customers: without any, everybody would belong."))
        return said

    @property
    def terms(self) -> Terms:
        said = self.cleaned_data
        days = f"{said['first_within']}d" if said["first_within"] else f"over-{said['first_over']}d" if said["first_over"] else ""
        least, most = said["least"], said["most"]
        often = f"{'' if least is None else least}..{'' if most is None else most}"
        chosen = {
            "vip": [said["vip"]],
            "first": [days],
            "conversations": ["" if often == ".." else often],
            "language": said["language"],
            "organization": said["organization"],
            "domain": said["domain"],
            "tag": said["tag"],
        }
        return Terms.of({name: values for name, some in chosen.items() if (values := [value for value in some if value])})


def _initial(segment: Segment) -> dict[str, Any]:
    asked = dict(segment.asked.chosen)
    days = "".join(asked.get("first", ()))
    least, _dots, most = "".join(asked.get("conversations", ())).partition("..")
    organizations = Organization.objects.filter(pk__in=[value for value in asked.get("organization", ()) if value != ANY])
    tags = Tag.objects.filter(pk__in=asked.get("tag", ()))
    return {
        "name_ko": segment.name_ko,
        "name_en": segment.name_en,
        "vip": "".join(asked.get("vip", ())),
        "first_within": None if days.startswith("over-") else days.removesuffix("d"),
        "first_over": days.removeprefix("over-").removesuffix("d") if days.startswith("over-") else None,
        "least": least,
        "most": most,
        "language": asked.get("language", ()),
        "organization": "*" if ANY in asked.get("organization", ()) else ", ".join(organizations.values_list("name", flat=True)),
        "domain": ", ".join(asked.get("domain", ())),
        "tag": ", ".join(tags.values_list("name", flat=True)),
    }


def _listed(text: str) -> list[str]:
    return list(dict.fromkeys(part for one in text.split(",") if (part := " ".join(one.split()))))[:MOST_NAMED]


def _numbers(names: list[str], known: dict[str, int], sentence: str) -> list[str]:
    if missing := [name for name in names if name not in known]:
        raise forms.ValidationError(sentence.format(name=f"“{missing[0]}”"))
    return [str(known[name]) for name in names]
