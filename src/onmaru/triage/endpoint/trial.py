import time

from django.utils.translation import gettext as _

from onmaru.channels.form import Trial
from onmaru.triage.endpoint.asking import Fault, Service, vectors
from onmaru.triage.endpoint.words import sentence

SECONDS = 10.0
TEXTS = ["배송이 아직 안 왔어요", "Where is my parcel?", "환불은 언제 되나요"]


def tried(service: Service) -> Trial:
    """Ask for a few vectors, and say what came back."""
    began = time.monotonic()
    try:
        found = vectors(service, TEXTS, SECONDS)
    except Fault as fault:
        return Trial(_("Vectors"), False, sentence(fault.kind, fault.words))
    took = round(1000 * (time.monotonic() - began))
    said = _("%(count)d vectors of %(width)d numbers came back in %(took)d ms; two sentences about parcels are alike by %(alike)d%%.")
    alike = round(100 * float(found[0] @ found[1]))
    return Trial(_("Vectors"), True, said % {"count": len(found), "width": found.shape[1], "took": took, "alike": alike})
