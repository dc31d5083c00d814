"""RFC 3676 format=flowed: soft line breaks joined again, quote marks respected."""

import re

MARKS = re.compile(r">*")


def unflow(text: str, delete_space: bool) -> str:
    out: list[str] = []
    paragraph: list[str] = []
    depth = 0

    def flush() -> None:
        if paragraph:
            prefix = ">" * depth + " " if depth else ""
            out.append(prefix + "".join(paragraph))
            paragraph.clear()

    for line in text.split("\n"):
        marks = MARKS.match(line)
        assert marks is not None
        level = marks.end()
        body = line[level:]
        body = body[1:] if body.startswith(" ") else body
        if level != depth:
            flush()
            depth = level
        if body == "-- ":
            flush()
            out.append((">" * level + " " if level else "") + body)
        elif body.endswith(" "):
            paragraph.append(body[:-1] if delete_space else body)
        else:
            paragraph.append(body)
            flush()
    flush()
    return "\n".join(out)
