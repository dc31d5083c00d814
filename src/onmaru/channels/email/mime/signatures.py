"""Where a person's words end and the signature, the app's advertisement or the lawyers begin."""

from onmaru.channels.email.mime.quote_patterns import (
    BANNER,
    CLOSING,
    CONTACT,
    DELIMITER,
    FILLED_IN,
    FORMULA,
    LEGAL,
    LIST_FOOTER,
    NAME_LINE,
    PGP_HEAD,
    PGP_SIGNATURE,
    RULE,
    SENT_FROM,
)

NEW, SIGNATURE = "new", "signature"
#: Signatures are short; what is longer is part of the message, whatever stands above it.
LONGEST_DELIMITED = 40
LONGEST_SIGNED = 12
LONGEST_ADVERT = 4
LONGEST_LINE = 400
#: Below the name stands the app's advertisement, below that the lawyers, below that the list.
MOST_LAYERS = 6
#: Someone who answers between a hundred quotes signs at the end, or above the first.
FIRST_ANSWERS, LAST_ANSWERS = 5, 5


def mark_signatures(lines: list[str], kind: list[str], start: int) -> None:
    """Turn `new` into `signature` at the end of every stretch of new text."""
    regions: list[list[int]] = [[]]
    for index in range(start, len(lines)):
        if not lines[index].strip():
            continue
        if kind[index] == NEW:
            regions[-1].append(index)
        elif regions[-1]:
            regions.append([])
    regions = [region for region in regions if region]
    if regions:
        _mark_banner(lines, kind, regions[0])
    for number, region in enumerate(regions):
        if FIRST_ANSWERS <= number < len(regions) - LAST_ANSWERS:
            continue
        begin = _signature_start(lines, region, first=number == 0)
        for position in region[begin:]:
            kind[position] = SIGNATURE


def _mark_banner(lines: list[str], kind: list[str], region: list[int]) -> None:
    """A warning that the mail gateway put on top was not written by the sender."""
    while region and (BANNER.match(lines[region[0]]) or PGP_HEAD.match(lines[region[0]])):
        end = 1
        while end < len(region) and region[end] == region[end - 1] + 1 and not PGP_HEAD.match(lines[region[0]]):
            end += 1
        if end == len(region):
            return
        for position in region[:end]:
            kind[position] = SIGNATURE
        del region[:end]


def _signature_start(lines: list[str], region: list[int], first: bool) -> int:
    """How many lines of the region are message; the rest is signature."""
    end = len(region)
    for _ in range(MOST_LAYERS):
        earlier = _one_step(lines, region, end, first)
        if earlier >= end:
            break
        end = earlier
    return end


def _one_step(lines: list[str], region: list[int], end: int, first: bool) -> int:
    least = 1 if first else 0
    for index in range(max(end - LONGEST_DELIMITED, 0), end):
        line = lines[region[index]]
        if len(line) > LONGEST_LINE:
            if index >= least and LEGAL.match(line) and _new_paragraph(lines, region, index):
                return index
            continue
        left = end - index
        if index < least:
            if SENT_FROM.match(line) and left == 1:
                return index
            continue
        if DELIMITER.match(line) and (left > 1 or line.startswith("-- ")):
            return index
        if PGP_SIGNATURE.match(line) or (LEGAL.match(line) and _new_paragraph(lines, region, index)):
            return index
        if SENT_FROM.match(line) and left <= LONGEST_ADVERT:
            return index
        if RULE.match(line) and _is_footer(lines, region[index + 1 : end]):
            return index
        if left <= LONGEST_SIGNED and CLOSING.match(line) and _is_signed(lines, region[index + 1 : end]):
            return index
        if left == 1 and CLOSING.match(line) and (FORMULA.search(line) or (end < len(region) and line.rstrip().endswith(","))):
            return index
        if left == 1 and NAME_LINE.match(line) and _stands_alone(lines, region, index):
            return index
    return _card_start(lines, region, end) if first else end


def _new_paragraph(lines: list[str], region: list[int], index: int) -> bool:
    return index == 0 or region[index] > region[index - 1] + 1 or bool(RULE.match(lines[region[index - 1]]))


def _stands_alone(lines: list[str], region: list[int], index: int) -> bool:
    """Not the last item of a list: "- 홍길동" below other dashes is an item."""
    if index == 0 or region[index] == region[index - 1] + 1:
        return False
    return not lines[region[index - 1]].lstrip().startswith(("-", "*", "•", "–"))


def _is_footer(lines: list[str], rest: list[int]) -> bool:
    if not rest:
        return True
    text = [lines[position] for position in rest]
    contacts = sum(bool(CONTACT.search(line[:LONGEST_LINE])) for line in text)
    footer = any(LIST_FOOTER.search(line[:LONGEST_LINE]) or LEGAL.match(line) for line in text)
    return footer or (contacts >= 2 and len(rest) <= 15)


def _is_signed(lines: list[str], rest: list[int]) -> bool:
    """What follows a closing formula is a name and perhaps a card: few and short lines, no sentences."""
    if not rest or CLOSING.match(lines[rest[0]]):
        return False
    text = [lines[position].strip() for position in rest]
    return all(len(line) <= 90 for line in text) and sum(line.endswith(("?", "!", "요.", "다.")) for line in text) == 0


def _card_start(lines: list[str], region: list[int], end: int) -> int:
    """A business card without any delimiter: the last paragraph, with at least two printed contact details."""
    begin = end
    while begin > 1 and region[begin - 1] == region[begin - 2] + 1:
        begin -= 1
    begin -= 1
    if begin < 1 or not 2 <= end - begin <= LONGEST_SIGNED:
        return end
    text = [lines[position] for position in region[begin:end]]
    if any(len(line) > 120 or FILLED_IN.match(line) for line in text):
        return end
    return begin if sum(len(CONTACT.findall(line)) for line in text) >= 2 else end
