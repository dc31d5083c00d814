"""The MIME tree, built in one pass over the boundary lines: no recursion, no copies, any depth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onmaru.channels.email.mime.headers import Headers, read_headers
from onmaru.channels.email.mime.params import parse_params

#: Searched by its literal start, which is fast; whether it begins a line is asked afterwards.
DELIMITER = re.compile(rb"--([^\r\n]{1,1000})")
TYPE = re.compile(r"[\w!#$&^.+-]{1,100}/[\w!#$&^.+-]{1,100}")
#: Deeper parts become siblings at this depth: nothing is lost, and walking the tree may recurse.
DEEPEST = 100


@dataclass(slots=True)
class Part:
    headers: Headers
    start: int
    end: int
    type: str = "text/plain"
    params: dict[str, str] = field(default_factory=dict)
    disposition: str = ""
    disposition_params: dict[str, str] = field(default_factory=dict)
    encoding: str = ""
    parent: str = ""
    children: list["Part"] = field(default_factory=list)
    declared: bool = True

    @property
    def filename(self) -> str:
        return self.disposition_params.get("filename") or self.params.get("name") or self._other_name()

    def _other_name(self) -> str:
        return self.disposition_params.get("name") or self.params.get("filename") or self.params.get("file") or ""

    @property
    def cid(self) -> str | None:
        value = self.headers.text("content-id").strip().strip("<>").strip()
        return value[:500] or None

    def walk(self) -> Iterator["Part"]:
        stack: list[Part] = [self]
        while stack:
            part = stack.pop()
            yield part
            stack.extend(reversed(part.children))


def read_part(data: bytes, start: int, end: int, parent: str = "") -> tuple[Part, bool]:
    headers, body, missing_blank = read_headers(data, start, end)
    if missing_blank and not headers.knows_any():
        headers, body = Headers(), start
    part = Part(headers, body, end, parent=parent)
    kind, part.params = parse_params(headers.first("content-type"))
    match = TYPE.match(kind)
    if match:
        part.type = match[0]
    else:
        part.declared = False
        part.type = "message/rfc822" if parent == "multipart/digest" else "text/plain"
        if kind in ("html", "text/html"):
            part.type = "text/html"
    part.disposition, part.disposition_params = parse_params(headers.first("content-disposition"))
    part.encoding = parse_params(headers.first("content-transfer-encoding"))[0].strip("\"'")
    return part, missing_blank


def read_tree(data: bytes, warnings: list[str]) -> Part:
    """The whole mail as a tree of parts; every leaf is a slice of `data`."""
    start = _skip_leading_blank(data)
    root, missing_blank = read_part(data, start, len(data))
    if not root.headers.knows_any() and data.strip():
        root = Part(Headers(), start, len(data), declared=False)
        warnings.append("no_headers")
    elif missing_blank:
        warnings.append("missing_blank_line")
    _Builder(data, root, warnings).build()
    return root


def _skip_leading_blank(data: bytes) -> int:
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    match = re.compile(rb"(?:[ \t]*[\r\n])*").match(data, start)
    return match.end() if match else start


class _Builder:
    def __init__(self, data: bytes, root: Part, warnings: list[str]) -> None:
        self.data = data
        self.warnings = warnings
        self.open: list[tuple[Part, bytes]] = []
        self.levels: dict[bytes, list[int]] = {}
        self.current: Part | None = root
        #: Looking for a boundary reads the rest of the mail, so it is done for so many parts only.
        self.doubts = 50

    def build(self) -> None:
        root = self.current
        assert root is not None
        self._open(root)
        for match in DELIMITER.finditer(self.data, root.start):
            if not self.open:
                break
            if _begins_line(self.data, match.start()):
                self._at(match)
        if self.open:
            self.warnings.append("missing_end_boundary")
        for part in list(root.walk()):
            _drop_empty_tail(self.data, part)
            if part.type.startswith("multipart/") and not part.children:
                part.type = "text/plain"

    def _open(self, part: Part) -> None:
        if not part.type.startswith("multipart/"):
            return
        boundary = part.params.get("boundary", "").strip().encode("utf-8", "replace")
        if not boundary or self._is_absent(boundary, part):
            boundary = self._sniff(part) if self.doubts else b""
            if not boundary:
                self.warnings.append("missing_boundary")
                return
        self.levels.setdefault(boundary, []).append(len(self.open))
        self.open.append((part, boundary))
        # What stands before the first boundary is for readers without MIME.
        self.current = None

    def _is_absent(self, boundary: bytes, part: Part) -> bool:
        self.doubts = max(self.doubts - 1, 0)
        return bool(self.doubts) and self.data.find(b"--" + boundary, part.start, part.end) < 0

    def _sniff(self, part: Part) -> bytes:
        """A boundary that was not declared: the first dashed line that headers follow."""
        for match in DELIMITER.finditer(self.data, part.start, min(part.end, part.start + 100_000)):
            if not _begins_line(self.data, match.start()):
                continue
            following = read_headers(self.data, _after(self.data, match.end()), part.end)[0]
            if any(name.startswith("content-") for name, _ in following.fields):
                return match[1].rstrip()
        return b""

    def _at(self, match: re.Match[bytes]) -> None:
        line = match[1].rstrip()
        closing = False
        if line not in self.levels:
            line = line[: max(line.rfind(b"--"), 0)]
            closing = True
            if line not in self.levels:
                return
        level = self.levels[line][-1]
        self._finish(match.start())
        while len(self.open) > level + 1:
            self._close(match.start())
        parent = self.open[level][0]
        if closing:
            self._close(match.end())
            return
        child, missing_blank = read_part(self.data, _after(self.data, match.end()), self._limit(), parent=parent.type)
        if missing_blank:
            self.warnings.append("missing_blank_line")
        owner = self.open[min(level, DEEPEST)][0]
        owner.children.append(child)
        self.current = child
        self._open(child)
        if level >= DEEPEST and self.current is None:
            owner.children.pop()

    def _limit(self) -> int:
        return self.open[0][0].end if self.open else len(self.data)

    def _finish(self, position: int) -> None:
        if self.current is None:
            return
        end = position
        # The line break before a boundary belongs to the boundary.
        if self.data[end - 2 : end] == b"\r\n":
            end -= 2
        elif self.data[end - 1 : end] in (b"\n", b"\r"):
            end -= 1
        self.current.start = min(self.current.start, position)
        self.current.end = max(end, self.current.start)
        self.current = None

    def _close(self, position: int) -> None:
        part, boundary = self.open.pop()
        part.end = max(position, part.start)
        levels = self.levels[boundary]
        levels.pop()
        if not levels:
            del self.levels[boundary]


def _begins_line(data: bytes, position: int) -> bool:
    return not position or data[position - 1] in b"\r\n"


def _after(data: bytes, position: int) -> int:
    if data[position : position + 2] == b"\r\n":
        return position + 2
    return position + 1 if position < len(data) else position


def _drop_empty_tail(data: bytes, part: Part) -> None:
    # A final boundary without its dashes opens one more part, of nothing.
    if len(part.children) > 1:
        last = part.children[-1]
        if not last.headers.fields and not last.children and not data[last.start : last.end].strip():
            part.children.pop()
