"""How well raw mails are understood: `bin/bench email` reads the sample mails and compares with what is expected of them.

Understood: parsed without an exception, and nothing of the text is in neither reply, quote nor signature.
Golden pairs (enmime): a raw mail and the same mail encoded anew by enmime must give equal text and equal HTML.
Labels (enmime, replies): the text, or the new part of a reply, must be the lines that `email_labels.py` names.
Second opinion: the text equals what Python's own `email` package finds, in the mails that it can read.
Equal means equal after all white space is taken out.
"""

import sys
from pathlib import Path

# Run as a file, this folder would come first and this module would stand in for Python's own `email`.
sys.path[:] = [entry for entry in sys.path if not entry or Path(entry).resolve() != Path(__file__).resolve().parent]
sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

import email.policy  # noqa: E402
import signal  # noqa: E402
import statistics  # noqa: E402
import time  # noqa: E402
from collections.abc import Callable, Iterable  # noqa: E402
from email.parser import BytesParser  # noqa: E402

from mailparser_reply import EmailReplyParser  # noqa: E402

from bench.email_labels import MAILS, REPLIES  # noqa: E402
from onmaru.channels.email.mime import ParsedMail, parse  # noqa: E402
from onmaru.channels.email.tests.corpus import corpus, mails  # noqa: E402

PEER_LANGUAGES = ["en", "de", "da", "nl", "pl", "sv", "ja", "fr", "ko", "david"]
PEER_PATIENCE = 20


def main() -> int:
    folder = corpus()
    if folder is None:
        print("skipped: no sample mails (set ONMARU_CORPUS)")
        return 0
    every = {path: parse_timed(path) for path in mails()}
    show_understood(every)
    show("golden pairs (enmime): text and HTML", golden_pairs(folder))
    show("labels (enmime): text, files, HTML, machine", labelled_mails(folder))
    show("second opinion: text as Python's email package", second_opinions(every))
    for name, labels in REPLIES.items():
        show(f"{name}: new text", labelled_replies(folder / name / "emails", labels, our_reply))
        show(f"{name}: new text, mail-parser-reply alone", labelled_replies(folder / name / "emails", labels, peer_reply))
    return 0


def parse_timed(path: Path) -> tuple[ParsedMail, float]:
    raw = path.read_bytes()
    start = time.perf_counter()
    return parse(raw), (time.perf_counter() - start) * 1000


def show_understood(every: dict[Path, tuple[ParsedMail, float]]) -> None:
    failed = [path.name for path, (mail, _) in every.items() if any(text.startswith("not_understood") for text in mail.warnings)]
    lost = [path.name for path, (mail, _) in every.items() if lines(mail.text) - said(mail)]
    times = [each for _, each in every.values()]
    print(f"{len(every) - len(failed)} of {len(every)} files parsed without an exception {failed or ''}")
    print(f"{len(every) - len(lost)} of {len(every)} files lost no line of their text {lost or ''}")
    print(f"milliseconds a mail: median {statistics.median(times):.2f}, max {max(times):.1f}")


def said(mail: ParsedMail) -> set[str]:
    return lines(mail.reply) | lines(mail.quoted) | lines(mail.signature)


def lines(text: str) -> set[str]:
    return {line.strip() for line in text.split("\n") if line.strip()}


def squeezed(text: str) -> str:
    return "".join(text.split())


def show(title: str, results: Iterable[tuple[str, bool]]) -> None:
    found = list(results)
    missed = [name for name, agrees in found if not agrees]
    share = 100 * (len(found) - len(missed)) / len(found) if found else 0
    print(f"{title}: {len(found) - len(missed)} of {len(found)} agree ({share:.0f} %)" + (f"; not: {', '.join(missed)}" if missed else ""))


def golden_pairs(folder: Path) -> Iterable[tuple[str, bool]]:
    for raw in sorted((folder / "email_enmime").rglob("*.raw")):
        for golden in sorted(raw.parent.glob(f"{raw.stem}-*.golden")):
            ours, theirs = parse(raw.read_bytes()), parse(golden.read_bytes())
            yield golden.name, squeezed(ours.text + ours.html) == squeezed(theirs.text + theirs.html)


def labelled_mails(folder: Path) -> Iterable[tuple[str, bool]]:
    for name, (label, files, has_html, machine) in MAILS.items():
        raw = (folder / "email_enmime" / f"{name}.raw").read_bytes()
        mail = parse(raw)
        facts = (len(mail.attachments), bool(mail.html), mail.machine) == (files, has_html, machine)
        yield name, facts and (label is None or squeezed(mail.text) == squeezed(pointed_at(raw, label)))


def pointed_at(raw: bytes, label: str) -> str:
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    spans = [span.partition("-") for span in label.split(",") if span]
    return "\n".join(text[number - 1] for first, _, last in spans for number in range(int(first), int(last or first) + 1))


def second_opinions(every: dict[Path, tuple[ParsedMail, float]]) -> Iterable[tuple[str, bool]]:
    for path, (mail, _) in every.items():
        if path.suffix not in (".eml", ".raw"):
            continue
        try:
            other = BytesParser(policy=email.policy.default).parsebytes(path.read_bytes())
            body = other.get_body(("plain",))
            text = body.get_content() if body else None
        except Exception:  # noqa: S112 - what Python's parser cannot read is no opinion.
            continue
        if isinstance(text, str) and not other.defects and squeezed(text):
            yield f"{path.parent.name}/{path.name}", squeezed(text) == squeezed(mail.text)


def labelled_replies(folder: Path, labels: dict[str, str], read: Callable[[bytes], str | None]) -> Iterable[tuple[str, bool]]:
    for name, label in labels.items():
        raw = (folder / f"{name}.txt").read_bytes()
        reply = read(raw)
        yield name, reply is not None and squeezed(reply) == squeezed(pointed_at(raw, label))


def our_reply(raw: bytes) -> str:
    return parse(raw).reply


def peer_reply(raw: bytes) -> str | None:
    """None when it takes too long: it is quadratic in a long quote."""
    text = raw.decode("utf-8", "replace").replace("\r\n", "\n")
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(PEER_PATIENCE)
    try:
        replies = EmailReplyParser(languages=PEER_LANGUAGES).read(text).replies
        return replies[0].body if replies else ""
    except TimeoutError:
        return None
    finally:
        signal.alarm(0)


def _stop(*_: object) -> None:
    raise TimeoutError


if __name__ == "__main__":
    sys.exit(main())
