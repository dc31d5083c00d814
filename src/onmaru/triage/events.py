from onmaru.events.happening import Happening, happening


@happening("promise.made")
class PromiseMade(Happening):
    """An acknowledgement was queued. `due_at` is ISO 8601, or empty where no time was promised."""

    conversation_id: int
    episode_id: int
    message_id: int
    due_at: str


@happening("promise.kept")
class PromiseKept(Happening):
    conversation_id: int
    episode_id: int


@happening("promise.broken")
class PromiseBroken(Happening):
    conversation_id: int
    episode_id: int


@happening("promise.released")
class PromiseReleased(Happening):
    """There was nothing left to keep; `because` is one of resolved, spam, undelivered."""

    conversation_id: int
    episode_id: int
    because: str


@happening("acknowledgement_text.written")
class AcknowledgementTextWritten(Happening):
    channel_id: int
    language: str


@happening("version.taken")
class VersionTaken(Happening):
    """Somebody chose which version of what was learnt is used."""

    version_id: int

    def touches(self) -> list[tuple[str, int]]:
        return [("learning", 0)]


@happening("endpoint.set")
class EndpointSet(Happening):
    """What makes vectors was chosen: model and address of a service, or nothing for what is embedded."""

    service: str

    def touches(self) -> list[tuple[str, int]]:
        return [("learning", 0)]
