"""Workflows that every shop may choose. Their words are looked up when they are shown, so that they speak the reader's language."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

WORKFLOWS: dict[str, Promise] = {
    "return": pgettext_lazy("workflow", "Return or exchange"),
    "faulty": pgettext_lazy("workflow", "Faulty article"),
    "repair": pgettext_lazy("workflow", "Repair"),
}
STAGES: dict[str, Promise] = {
    "received": pgettext_lazy("stage of a workflow", "Received"),
    "pickup": pgettext_lazy("stage of a workflow", "Pickup"),
    "inspection": pgettext_lazy("stage of a workflow", "Inspection"),
    "settlement": pgettext_lazy("stage of a workflow", "Refund or exchange"),
    "decision": pgettext_lazy("stage of a workflow", "What we do about it"),
    "compensation": pgettext_lazy("stage of a workflow", "Replacement or refund"),
    "estimate": pgettext_lazy("stage of a workflow", "Estimate"),
    "repair": pgettext_lazy("stage of a workflow", "Repair"),
    "shipping": pgettext_lazy("stage of a workflow", "On its way back"),
}
