"""The new text of a reply, apart from what it quotes and from its signature; nothing is ever lost."""

from dataclasses import dataclass

from onmaru.channels.email.mime.quote_patterns import (
    ANNOUNCED,
    ASIAN_ATTRIBUTION,
    ATTRIBUTION,
    FORWARD,
    FORWARD_LINE,
    HAS_DATE,
    HEADER_LINE,
    MAY_ANNOUNCE,
    MAY_ATTRIBUTE,
    MAY_END,
    ORIGINAL,
    QUOTE_MARK,
    RULE,
)
from onmaru.channels.email.mime.signatures import mark_signatures

NEW, QUOTED, SIGNATURE = "new", "quoted", "signature"
#: Programs wrap the line "On … wrote:" over this many lines, and no header of a quote is longer than this.
WRAPPED_OVER = 4
LONGEST_ATTRIBUTION = 600
HEADER_WINDOW = 14
MOST_FORWARDS_OPENED = 5


@dataclass(frozen=True, slots=True)
class Parts:
    reply: str = ""
    quoted: str = ""
    signature: str = ""


def split(lines: list[str], markup: list[bool] | None = None, signed: list[bool] | None = None, answering: bool = False) -> Parts:
    """Every non-blank line goes to exactly one part.

    `markup` and `signed` tell which lines HTML called a quote or a signature; `answering` that the mail answers
    another one, so that a header block with nothing above it is no forward but an answer without words.
    """
    splitter = _Splitter(lines, markup or [False] * len(lines), signed or [False] * len(lines), answering)
    splitter.mark()
    return Parts(splitter.join(NEW), splitter.join(QUOTED), splitter.join(SIGNATURE))


class _Splitter:
    def __init__(self, lines: list[str], markup: list[bool], signed: list[bool], answering: bool) -> None:
        self.lines = lines
        self.markup = list(markup)
        self.signed = signed
        self.answering = answering
        self.kind = [NEW] * len(lines)
        self.ends = [line.rstrip(" \t*_\xa0").endswith(MAY_END) for line in lines]
        self.blank = [not line.strip() for line in lines]
        self.marked = [_is_marked(line) for line in lines]

    def mark(self) -> None:
        start = 0
        for _ in range(MOST_FORWARDS_OPENED):
            body = self.mark_quotes(start)
            mark_signatures(self.lines, self.kind, start)
            # A forward without a word of one's own: what was forwarded is what the sender has to say.
            if body is None or self.has_new(0):
                return
            for index in range(body, len(self.lines)):
                self.kind[index] = NEW
                self.markup[index] = False
            start = body

    def has_new(self, start: int) -> bool:
        return any(kind == NEW and not blank for kind, blank in zip(self.kind[start:], self.blank[start:], strict=True))

    def mark_quotes(self, start: int) -> int | None:
        """Mark what is quoted; returns where the body of a forward begins, if everything is cut away for one."""
        index = start
        while index < len(self.lines):
            if self.blank[index]:
                index += 1
            elif self.signed[index]:
                self.kind[index] = SIGNATURE
                index += 1
            elif self.marked[index] or (self.markup[index] and not self.opens_forward(index, start)):
                self.kind[index] = QUOTED
                index += 1
            elif (cut := self.announcement(index)) is not None:
                first, after, forwarded = cut
                for quoted in range(first, len(self.lines)):
                    self.kind[quoted] = QUOTED
                unanswered = after > first + 1 and not self.answering and not self.has_new_before(first, start)
                return after if forwarded or unanswered else None
            elif (end := self.attribution(index)) is not None:
                following = self.next_filled(end)
                for quoted in range(index, end):
                    self.kind[quoted] = QUOTED
                if following is not None and not (self.marked[following] or self.markup[following]):
                    for quoted in range(end, len(self.lines)):
                        self.kind[quoted] = QUOTED
                    return None
                index = end
            else:
                index += 1
        return None

    def opens_forward(self, index: int, start: int) -> bool:
        """A forward that HTML wraps like a quote: only where nothing new stands above it."""
        cut = None if self.has_new_before(index, start) else self.announcement(index)
        return cut is not None and (cut[2] or not self.answering)

    def has_new_before(self, end: int, start: int) -> bool:
        return any(self.kind[i] == NEW and not self.blank[i] for i in range(start, end))

    def announcement(self, index: int) -> tuple[int, int, bool] | None:
        """Where the quote begins, where the old text begins, and whether it was forwarded."""
        line = self.lines[index]
        if len(line) > LONGEST_ATTRIBUTION or not MAY_ANNOUNCE.match(line):
            return None
        if FORWARD.match(line) or FORWARD_LINE.match(line):
            return index, self.after_headers(index + 1), True
        if ORIGINAL.match(line):
            after = self.after_headers(index + 1)
            return index, after, False
        if ANNOUNCED.match(line):
            return index, index + 1, False
        if RULE.match(line):
            following = self.next_filled(index + 1)
            if following is not None and following - index <= 3 and (after := self.header_block(following)):
                return index, after, False
            return None
        after = self.header_block(index)
        return (index, after, False) if after else None

    def after_headers(self, index: int) -> int:
        following = self.next_filled(index)
        return (self.header_block(following) or following) if following is not None else index

    def header_block(self, index: int) -> int | None:
        """The line after a block such as From/Sent/To/Subject; None when there is no such block here."""
        first = HEADER_LINE.match(self.lines[index])
        if first is None:
            return None
        roles: list[str] = []
        last = index
        gap = 0
        for position in range(index, min(index + HEADER_WINDOW, len(self.lines))):
            match = HEADER_LINE.match(self.lines[position]) if len(self.lines[position]) < 5000 else None
            if match and match.lastgroup not in ("other",):
                if match.lastgroup in roles and match.lastgroup != "cc":
                    break
                roles.append(match.lastgroup or "")
                last, gap = position, 0
            elif match:
                last, gap = position, 0
            else:
                gap += 1
                if gap > 2 or (self.blank[position] and position > last + 1):
                    break
        distinct = set(roles)
        enough = "from" in distinct and (
            len(distinct) >= 3 or (roles[0] == "from" and distinct & {"date", "subject"} and len(distinct) >= 2)
        )
        return last + 1 if enough else None

    def attribution(self, index: int) -> int | None:
        """The line after "On … wrote:", which may be wrapped; None when none begins here."""
        if not any(self.ends[index : index + WRAPPED_OVER]):
            return None
        joined = ""
        for end in range(index, min(index + WRAPPED_OVER, len(self.lines))):
            if self.blank[end] or self.markup[end] or self.marked[end]:
                return None
            joined = f"{joined} {self.lines[end].strip()}".strip()
            if len(joined) > LONGEST_ATTRIBUTION:
                return None
            bare = joined.replace("*", "").replace("_", " ").replace("\u202f", " ").replace("\xa0", " ").strip()
            if self.ends[end] and MAY_ATTRIBUTE.search(bare) and (ATTRIBUTION.match(bare) or ASIAN_ATTRIBUTION.match(bare)):
                return None if self.begins_later(index, end) else end + 1
        return None

    def begins_later(self, index: int, end: int) -> bool:
        """The sender's own lines directly above "On … wrote:" are not part of it."""
        later = range(index + 1, end + 1)
        return any(HAS_DATE.search(self.lines[start]) and self.attribution(start) == end + 1 for start in later)

    def next_filled(self, index: int) -> int | None:
        while index < len(self.lines):
            if not self.blank[index]:
                return index
            index += 1
        return None

    def join(self, kind: str) -> str:
        out: list[str] = []
        blanks, cut = 0, False
        for line, own, blank in zip(self.lines, self.kind, self.blank, strict=True):
            if blank:
                blanks += 1
            elif own == kind:
                out += [""] * (1 if cut else blanks) if out else []
                out.append(line.rstrip())
                blanks, cut = 0, False
            else:
                cut = True
        return "\n".join(out)


def _is_marked(line: str) -> bool:
    if QUOTE_MARK.match(line):
        return True
    # Nothing but marks, behind some stray letters, is what is left of a quote of a quote of a quote.
    return len(line) > 200 and line.count(">") > 0.9 * len(line)
