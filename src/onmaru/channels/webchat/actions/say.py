from dataclasses import dataclass

from onmaru.channels.actions.accept import accept
from onmaru.channels.actions.understand import understand
from onmaru.channels.models import Delivery
from onmaru.channels.webchat.envelope import Envelope, SentFile
from onmaru.channels.webchat.models import Chat, Line, Upload, Visitor
from onmaru.channels.webchat.naming import name_of
from onmaru.channels.webchat.tokens import new_key
from onmaru.kit.rows import one


class NotFiled(Exception):
    """It is kept, but could not be filed at once."""


@dataclass(frozen=True, slots=True)
class Said:
    """`text` is in words whatever it was that the visitor pressed or filled in."""

    client_id: str
    text: str
    uploads: tuple[Upload, ...] = ()
    reply_to: str = ""
    asks: bool = True


def say(chat: Chat, visitor: Visitor, said: Said, raw: bytes, language: str) -> tuple[Line, bool]:
    """Keep what a visitor sent as it came, then file it at once, because they wait; and whether it is new. Raises NotFiled."""
    envelope = Envelope(
        chat=chat.key,
        key=new_key(),
        client_id=said.client_id,
        handle=visitor.handle,
        name=name_of(visitor),
        language=language,
        text=said.text,
        reply_to=said.reply_to,
        asks=said.asks,
        files=tuple(SentFile(one.name, one.content_type, one.size, one.blob) for one in said.uploads),
    )
    channel = visitor.channel
    delivery = accept(channel, raw, "widget", envelope.dedupe_key, meta=envelope.to_meta(), by_caller=True)
    kept = delivery.pk if delivery else _before(channel.pk, envelope)
    understand(kept)
    line = _line(chat, said.client_id)
    if line is None:
        raise NotFiled
    return line, delivery is not None


def _before(channel_id: int, envelope: Envelope) -> int:
    return Delivery.objects.values_list("pk", flat=True).get(channel=channel_id, key=envelope.dedupe_key)


def _line(chat: Chat, client_id: str) -> Line | None:
    rows = Line.objects.filter(chat=chat, client_id=client_id, sort=Line.Sort.CREATED)
    return one(rows.select_related("message"))
