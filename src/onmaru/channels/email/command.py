"""`onmaru mail parse FILE… [--json]`: how a raw mail is understood, for admins and for other programs."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from onmaru.channels.email.mime import Address, ParsedMail, parse


def mail_parse(paths: list[str], as_json: bool) -> int:
    """Print what each mail means; 0 when every path could be read, 2 otherwise. `-` is standard input."""
    out = sys.stdout
    status = 0
    for name, raw in _read(paths):
        if isinstance(raw, OSError):
            sys.stderr.write(f"{name}: {raw.strerror or raw}\n")
            status = 2
            continue
        mail = parse(raw)
        text = json.dumps(mail.to_json(), ensure_ascii=False) if as_json else _summary(name, mail)
        out.buffer.write(text.encode("utf-8") + b"\n") if hasattr(out, "buffer") else out.write(text + "\n")
    out.flush()
    return status


def _read(paths: list[str]) -> Iterator[tuple[str, bytes | OSError]]:
    for path in paths:
        if path == "-":
            yield "-", sys.stdin.buffer.read()
            continue
        files = sorted(file for file in Path(path).rglob("*") if file.is_file()) if Path(path).is_dir() else [Path(path)]
        for file in files:
            try:
                yield str(file), file.read_bytes()
            except OSError as problem:
                yield str(file), problem


def _summary(name: str, mail: ParsedMail) -> str:
    rows: list[tuple[str, Any]] = [
        ("파일 File", name),
        ("보낸 사람 From", _shown(mail.from_)),
        (
            "받는 사람 To",
            ", ".join(map(_shown, mail.to[:10])) + (f" … ({len(mail.to)})" if len(mail.to) > 10 else ""),
        ),
        ("참조 Cc", ", ".join(map(_shown, mail.cc[:10]))),
        ("답장 주소 Reply-To", ", ".join(map(_shown, mail.reply_to))),
        ("날짜 Date", mail.date.isoformat() if mail.date else ""),
        ("제목 Subject", mail.subject),
        ("Message-ID", mail.message_id),
        ("In-Reply-To", mail.in_reply_to),
        ("자동 발송 Machine", mail.machine),
        ("반송 Bounce", _bounce(mail)),
        ("일정 Calendar", f"{mail.calendar.summary} {mail.calendar.start}" if mail.calendar else ""),
        ("경고 Warnings", ", ".join(mail.warnings)),
    ]
    lines = [f"{label}: {value}" for label, value in rows if value]
    lines += [f"첨부 Attachment: {file.name} ({file.type}, {file.size} bytes)" for file in mail.attachments]
    for label, text in (
        ("새 글 Reply", mail.reply),
        ("서명 Signature", mail.signature),
        ("인용 Quoted", mail.quoted),
    ):
        if text:
            lines += ["", f"── {label} ──", text]
    return "\n".join([*lines, ""])


def _shown(address: Address) -> str:
    return f"{address.name} <{address.address}>" if address.name else address.address


def _bounce(mail: ParsedMail) -> str:
    if mail.bounce is None:
        return ""
    lasting = "영구 permanent" if mail.bounce.permanent else "일시 temporary"
    return f"{mail.bounce.recipient} {mail.bounce.status or ''} ({lasting}) {mail.bounce.diagnostic or ''}"
