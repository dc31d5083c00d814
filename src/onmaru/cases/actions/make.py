import json

from django.db import transaction

from onmaru.cases import sheet
from onmaru.cases.gather import gather
from onmaru.cases.models import CaseExport
from onmaru.cases.print import printed
from onmaru.cases.seal import seal
from onmaru.events.log import announce
from onmaru.kit import clock, storage
from onmaru.kit.locks import held


def make(export_id: int) -> None:
    """Write down and seal what was asked for, once."""
    with held(f"case:{export_id}") as mine:
        wanted = CaseExport.objects.select_related("conversation", "asked_by").filter(pk=export_id, made_at=None).first() if mine else None
        if wanted is None:
            return
        sealed = seal(gather(wanted))
        # From the record as it was sealed: whoever checks the pages has nothing else to print them from.
        blob = storage.put(printed(sealed, sheet.of(json.loads(sealed.record))))
        with transaction.atomic():
            CaseExport.objects.filter(pk=wanted.pk).update(made_at=clock.now(), blob=blob.key, size=blob.size, record_sha256=sealed.sha256)
            announce(("conversation", wanted.conversation_id))
