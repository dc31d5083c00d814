"""A record as it is printed: every time in the shop's zone and in UTC, every word as a string. Pure but for the language."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from onmaru.inbox.models import Way
from onmaru.inbox.templatetags.inbox import machine_name

# A longer text is printed by its beginning; the record inside has all of it.
LONGEST = 20_000
# Controls, and signs that turn the direction of writing: in a document for a dispute nothing may hide.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
# Where a long run of signs without a space may break.
_UNBROKEN = re.compile(r"[!-~]{30}(?=[!-~])")

Row = dict[str, Any]


def of(record: Mapping[str, Any]) -> Row:
    """What the pages show, in the language of the record."""
    zone = ZoneInfo(record["shop"]["time_zone"])
    with translation.override(record["language"]):
        return {
            "labels": _labels(),
            "language": record["language"],
            "date": [int(part) for part in record["asked"]["at"][:10].split("-")],
            "title": _("Case #{number}").format(number=record["conversation"]["number"]),
            "shop": _clean(record["shop"]["name"]),
            "facts": _facts(record, zone),
            "episodes": [_episode(one, zone) for one in record["conversation"]["episodes"]],
            "messages": [_message(one, zone) for one in record["messages"]],
            "outside": [_outside(one, zone) for one in record.get("outside", ())],
            "notes": [_note(one, zone) for one in record.get("notes", ())],
            "deeds": [_deed(one, zone) for one in record.get("deeds", ())],
            "files": [_file(file, one["number"]) for one in record["messages"] for file in one["files"]],
            "events": [_event(one, zone) for one in record["events"]],
        }


def _labels() -> dict[str, str]:
    return {
        "heading": _("Record of a conversation"),
        "seal": _("SHA-256 of the record"),
        "signature": _("Signature (Ed25519)"),
        "key": _("Public key of this desk"),
        "verify": _("The record this was printed from is attached to this file. To check both: onmaru case verify FILE"),
        "messages": _("Messages"),
        "outside": _("Words with outsiders"),
        "notes": _("Internal notes"),
        "deeds": _("What was done"),
        "files": _("Files"),
        "events": _("Log"),
        "page": _("Page"),
        "none": _("None."),
        "quoted": _("Earlier mail"),
        "signed": pgettext("below a mail", "Signature"),
        "when": _("When"),
        "who": _("Who"),
        "what": _("What"),
        "file": _("File"),
        "size": _("Size"),
        "of": _("Message"),
    }


def _facts(record: Mapping[str, Any], zone: ZoneInfo) -> list[list[str]]:
    conversation, customer, asked = record["conversation"], record["customer"], record["asked"]
    rows = [
        (_("Subject"), conversation["subject"] or _("No subject")),
        (_("Customer"), " · ".join(part for part in (customer["name"], ", ".join(customer["handles"])) if part)),
        (_("Channel"), f"{conversation['channel']} <{conversation['channel_handle']}>"),
        (_("Status"), conversation["status"]),
        (_("Opened"), when(conversation["created_at"], zone)),
        (_("Team"), conversation["team"] or "—"),
        (_("Assignee"), conversation["assignee"] or "—"),
        (_("Written down"), when(asked["at"], zone)),
        (_("Asked for by"), f"{asked['by']} <{asked['address']}>"),
        (_("Reason"), asked["because"]),
        (_("Internal notes"), _("Included") if asked["with_notes"] else _("Not included")),
        (
            _("Contents"),
            _("{messages} messages, {events} log entries").format(messages=len(record["messages"]), events=len(record["events"])),
        ),
        (_("Made with"), record["made_with"]),
    ]
    return [[str(label), _clean(str(text))] for label, text in rows]


def _episode(one: Mapping[str, Any], zone: ZoneInfo) -> str:
    parts = [_("Episode {number}: began {at}").format(number=one["ordinal"], at=when(one["started_at"], zone))]
    if one["first_response_at"]:
        parts.append(_("first answered {at}").format(at=when(one["first_response_at"], zone)))
    if one["resolved_at"]:
        parts.append(_("resolved {at}").format(at=when(one["resolved_at"], zone)))
    return ", ".join(parts)


def _message(one: Mapping[str, Any], zone: ZoneInfo) -> Row:
    ours = one["direction"] == "out"
    headers = [
        (
            _("From"),
            _party(one["from_handle"], one["from"]) if not ours else f"{one['agent'] or one['from'] or _('Automatic')} · {one['channel']}",
        ),
        (_("Reply to"), _parties(one["recipients"].get("reply_to"))),
        (_("To"), _parties(one["recipients"].get("to"))),
        (pgettext("in a mail", "Cc"), _parties(one["recipients"].get("cc"))),
        (_("Subject"), one["subject"]),
        (_("Sent, by the sender's clock"), when(one["sent_at"], zone)),
        ("ID", one["external_id"]),
    ]
    if dispatch := one["dispatch"]:
        state = dict(Way.State.choices).get(dispatch["state"], dispatch["state"])
        parts = [
            str(state),
            when(dispatch["sent_at"], zone),
            dispatch["via"],
            dispatch["via_handle"],
            dispatch["reason"],
            dispatch["provider_id"],
        ]
        headers.append((_("Delivery"), " · ".join(part for part in parts if part)))
    if delivery := one["delivery"]:
        told = _("{size} bytes, arrived {at}, SHA-256 {digest}")
        headers.append(
            (_("As it arrived"), told.format(size=delivery["size"], at=when(delivery["received_at"], zone), digest=delivery["sha256"]))
        )
    if one["html_sha256"]:
        headers.append((_("Layout"), f"SHA-256 {one['html_sha256']}"))
    return {
        "number": str(one["number"]),
        "ours": ours,
        "who": _clean(one["agent"] or one["from"] or one["from_handle"] or _("Automatic")),
        "mark": machine_name(one["machine"]) if one["machine"] else _("Automatic") if one["automatic"] else "",
        "at": when(one["at"], zone),
        "headers": [[str(label), _clean(text)] for label, text in headers if text],
        "text": _long(one["text"]),
        "quoted": _long(one["quoted"]),
        "signature": _long(one["signature"]),
        "files": [_named(file) for file in one["files"]],
    }


def _outside(one: Mapping[str, Any], zone: ZoneInfo) -> Row:
    state = str(dict(Way.State.choices).get(one["state"], ""))
    headers = [
        (pgettext("outsiders", "With"), ", ".join(one["with"])),
        (_("Subject"), one["subject"]),
        ("ID", one["external_id"]),
        (_("Delivery"), state),
    ]
    return {
        "number": str(one["number"]),
        "ours": one["direction"] == "out",
        "who": _clean(one["from"] or one["from_handle"]),
        "mark": "",
        "at": when(one["at"], zone),
        "headers": [[str(label), _clean(text)] for label, text in headers if text],
        "text": _long(one["text"]),
        "quoted": _long(one["quoted"]),
        "signature": "",
        "files": [_named(file) for file in one["files"]],
    }


def _note(one: Mapping[str, Any], zone: ZoneInfo) -> Row:
    who = _clean(one["by"] or _("Somebody who left"))
    return {"who": who, "at": when(one["at"], zone), "text": _long(one["text"]), "files": [_named(file) for file in one["files"]]}


def _deed(one: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    return [when(one["at"], zone), _clean(one["by"] or "Onmaru"), _long(one["words"])]


def _file(file: Mapping[str, Any], message: int) -> list[str]:
    digest = file["sha256"] or _("not kept")
    return [_clean(file["name"]), f"{file['type']}, {file['size']:,} B", str(message), _clean(digest)]


def _named(file: Mapping[str, Any]) -> str:
    return _clean(f"{file['name']} ({file['size']:,} B)")


def _event(one: Mapping[str, Any], zone: ZoneInfo) -> list[str]:
    actors = {"agent": one["actor_name"] or _("Somebody who left"), "customer": _("The customer")}
    details = ", ".join(f"{key}={value}" for key, value in one["data"].items() if value not in ("", None, []) and key != "conversation_id")
    words = " — ".join(part for part in (one["words"], f"{one['name']} ({details})" if details else one["name"]) if part)
    return [when(one["at"], zone), _clean(actors.get(one["actor"], "Onmaru")), _clean(words)]


def _parties(parties: list[list[str]] | None) -> str:
    return ", ".join(_party(handle, name) for handle, name in parties or ())


def _party(handle: str, name: str) -> str:
    return f"{name} <{handle}>" if name else handle


def when(at: str, zone: ZoneInfo) -> str:
    """A moment in the shop's zone and in UTC, to the second."""
    if not at:
        return ""
    moment = datetime.fromisoformat(at)
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M:%S %Z} ({moment:%m-%d %H:%M:%S} UTC)"


def _long(text: str) -> str:
    cut = text if len(text) <= LONGEST else text[:LONGEST] + "\n… " + _("The rest stands in the attached record.")
    return _clean(cut)


def _clean(text: str) -> str:
    printable = _UNPRINTABLE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNBROKEN.sub(lambda run: run[0] + "\u200b", printable)
