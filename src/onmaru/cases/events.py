from onmaru.events.happening import Happening, happening


@happening("case.exported")
class CaseExported(Happening):
    """Somebody asked for the whole of a conversation as a document, and why."""

    conversation_id: int
    export_id: int
    because: str
    with_notes: bool
