"""The form that asks: of whom, what, with what of the case."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from onmaru.inbox.models import Attachment, Conversation, Message
from onmaru.inbox.templatetags.inbox import moment
from onmaru.language.facts import facts
from onmaru.sla.desk.length_field import LengthField
from onmaru.stated.holding import holding
from onmaru.stated.queries import amended_in
from onmaru.tasks.actions.ask import Request
from onmaru.tasks.models import Department, TaskTemplate
from onmaru.tasks.prefill import prefilled

OUTSIDER = "outsider"
MESSAGES, FILES, EXCERPT = 5, 20, 1000


class AskForm(forms.Form):
    """Nothing of the customer goes along that was not ticked."""

    to = forms.ChoiceField(label=gettext_lazy("Who is asked"))
    handle = forms.EmailField(label=gettext_lazy("An outsider's e-mail address"), required=False)
    title = forms.CharField(label=gettext_lazy("What it is about"), max_length=120)
    text = forms.CharField(
        label=gettext_lazy("What they should do"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    share = forms.MultipleChoiceField(
        label=gettext_lazy("What they see of the customer"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Nothing, unless you tick it."),
    )  # fmt: skip
    enclosed = forms.MultipleChoiceField(label=gettext_lazy("Files of the case"), required=False, widget=forms.CheckboxSelectMultiple)
    within = LengthField(
        label=gettext_lazy("Answer within"),
        help_text=gettext_lazy("Business hours of the department, like 4h. Empty: no deadline."),
        open_hours=True,
    )
    once = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)

    def __init__(self, *arguments: Any, conversation: Conversation, template: TaskTemplate | None, **options: Any) -> None:
        self.template = template
        self.departments = {str(one.pk): one for one in Department.objects.in_use().prefetch_related("members")}
        self._messages = list(
            conversation.messages.filter(direction=Message.Direction.IN, machine="").order_by("-created_at", "-id")[:MESSAGES]
        )
        self._shareable = _of_customer(conversation, self._messages)
        options["initial"] = {**_initial(template), **options.get("initial", {})}
        super().__init__(*arguments, **options)
        reached = [
            (key, str(one) if one.handles else _("{name} (no address yet)").format(name=one)) for key, one in self.departments.items()
        ]
        self._choices("to", [*reached, (OUTSIDER, _("An outsider"))])
        self._choices("share", [(key, f"{label}: {value[:80]}") for key, (label, value) in self._shareable.items()])
        kept = Attachment.objects.filter(message__conversation=conversation, inline=False).exclude(blob="").order_by("-pk")[:FILES]
        self._choices("enclosed", [(str(file.pk), file.name) for file in kept])
        if not self.fields["enclosed"].choices:  # pyright: ignore[reportAttributeAccessIssue]
            del self.fields["enclosed"]
        self._asked = template.fields if template else []
        read = (fact for message in self._messages for fact in reversed(facts(f"{message.subject}\n{message.text}")))
        known = holding(read, amended_in(conversation.pk))
        for number, (label, required) in enumerate(self._asked):
            self.fields[f"field-{number}"] = forms.CharField(
                label=label, required=required, max_length=500, initial=prefilled(label, known)
            )
        order = ["to", "handle", "title", "text", *(f"field-{number}" for number in range(len(self._asked)))]
        self.order_fields([*order, "share", "enclosed", "within", "once"])

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # pyright: ignore[reportAttributeAccessIssue]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        department = self.departments.get(cleaned.get("to", ""))
        if department and not department.handles:
            self.add_error("to", _("{name} has no address yet. Give it one in the settings, under Departments.").format(name=department))
        if cleaned.get("to") == OUTSIDER and not cleaned.get("handle") and "handle" not in self.errors:
            self.add_error("handle", _("Write the address of whom you ask."))
        return cleaned

    def request(self) -> Request:
        cleaned = self.cleaned_data
        department = self.departments.get(cleaned["to"])
        filled = [{"label": label, "value": cleaned[f"field-{number}"]} for number, (label, _required) in enumerate(self._asked)]
        return Request(
            title=cleaned["title"],
            text=cleaned["text"].replace("\r\n", "\n"),
            department=department,
            handle="" if department else cleaned["handle"],
            template=self.template,
            within=cleaned["within"],
            details=[pair for pair in filled if pair["value"]],
            shared=[{"label": str(label), "value": value} for label, value in map(self._shareable.__getitem__, cleaned["share"])],
            files=[int(number) for number in cleaned.get("enclosed", ())],
            once=cleaned["once"],
        )


def _initial(template: TaskTemplate | None) -> dict[str, Any]:
    if template is None:
        return {}
    to = str(template.department_id) if template.department_id else OUTSIDER
    return {"to": to, "title": str(template), "text": template.words, "within": template.within}


def _of_customer(conversation: Conversation, messages: list[Message]) -> dict[str, tuple[str, str]]:
    """All that could be shared, by a key for the form: label and value."""
    customer = conversation.customer.merged
    found = {"name": (_("Customer"), customer.name)} if customer.name else {}
    found |= {f"identity-{one.pk}": (_("Reached at"), one.handle) for one in conversation.customer.identities.all()[:5]}
    written = {
        f"message-{one.pk}": (_("Message of {moment}").format(moment=moment(one.created_at)), one.text[:EXCERPT]) for one in messages
    }
    return found | {key: pair for key, pair in written.items() if pair[1].strip()}
