"""What a widget is told about itself: how it looks, what it offers, and whether somebody answers. Nothing in it is secret."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from onmaru.channels.webchat.openness import openness
from onmaru.channels.webchat.settings import WebchatSettings, of
from onmaru.inbox.models import Channel


def config(channel: Channel, kept: WebchatSettings | None = None) -> dict[str, Any]:
    kept = kept or of(channel)
    now = openness(channel)
    shown: dict[str, Any] = {
        "widget_id": channel.handle,
        "name": channel.name,
        "locale": channel.language,
        "colors": {"primary": kept.look.primary, "theme": kept.look.theme},
        "position": kept.look.position,
        "greeting": kept.look.greeting,
        "launcher_text": kept.look.launcher_text,
        "sound": kept.look.sound,
        "open": now.is_open,
        "reply_time": reply_time(now.usual_wait),
        "pre_chat": [
            {
                "name": one.name,
                "label": one.label,
                "kind": one.kind,
                # Outside the hours the answer has no other way.
                "required": one.required or (one.name == "email" and not now.is_open),
                "choices": list(one.choices),
            }
            for one in kept.pre_chat
        ],
        "attachments": {
            "enabled": kept.attachments.enabled,
            "max_bytes": kept.attachments.max_bytes,
            "types": list(kept.attachments.types),
        },
        "ways": [{"kind": way.kind, "title": way.title, "url": way.url, "pages": list(way.pages), "when": way.when} for way in kept.ways],
        "context": {"enabled": kept.context},
        "identity": {"required": kept.require_identity},
        "human_button": True,
    }
    if now.opens_at:
        shown["opens_at"] = now.opens_at.isoformat()
    if now.closes_at:
        shown["closes_at"] = now.closes_at.isoformat()
    if kept.consent.text:
        shown["consent"] = {"text": kept.consent.text, "version": kept.consent.version}
    return shown


def reply_time(usual: timedelta | None) -> dict[str, Any]:
    """What was measured, in words rounded up; where there is nothing to go by, only that somebody is there."""
    if usual is None:
        return {"text": _("We are here now")}
    minutes = -(-int(usual.total_seconds()) // 60)
    if minutes <= 1:
        text = _("Usually answers within a minute")
    elif minutes < 60:
        rounded = minutes if minutes <= 5 else -(-minutes // 5) * 5
        text = ngettext("Usually answers within %(count)d minute", "Usually answers within %(count)d minutes", rounded) % {"count": rounded}
    else:
        hours = -(-minutes // 60)
        text = ngettext("Usually answers within %(count)d hour", "Usually answers within %(count)d hours", hours) % {"count": hours}
    return {"median_s": int(usual.total_seconds()), "text": text}
