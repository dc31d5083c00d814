"""Address lists: ten thousand recipients, missing commas, and names nobody quoted."""

import re

from onmaru.channels.email.mime.encoded_words import decode_words
from onmaru.channels.email.mime.headers import Headers
from onmaru.channels.email.mime.parsed import Address

SPECIAL = re.compile(r'[",;:<>()\\]')
QUOTED = re.compile(r'((?:[^"\\]|\\.)*+)"', re.DOTALL)
BARE = re.compile(r"[^\s<>\"',;:()\[\]]{1,250}@[^\s<>\"',;:()\[\]@]{1,250}")
LONGEST_NAME = 500
LONGEST_PHRASE = 5000
LONGEST_ADDRESS = 1000


def parse_addresses(value: str) -> tuple[Address, ...]:
    """Every address of a header value, in order, with the names decoded."""
    found = _scan(value)
    if not any("@" in address.address for address in found) and "=?" in value[:LONGEST_NAME]:
        # Some programs encode the whole value, angle brackets and all.
        again = _scan(decode_words(value[:LONGEST_PHRASE]))
        if any("@" in address.address for address in again):
            return tuple(again)
    return tuple(found)


def addresses(headers: Headers, *names: str) -> tuple[Address, ...]:
    """The addresses of all fields of those names."""
    return tuple(address for name in names for value in headers.raw(name) for address in parse_addresses(value))


def first_address(headers: Headers, name: str) -> Address | None:
    found = addresses(headers, name)
    return next((address for address in found if "@" in address.address), found[0] if found else None)


def bare_addresses(headers: Headers, *names: str) -> tuple[str, ...]:
    """Lower-cased addresses without names, each once."""
    every = (address.address.lower() for address in addresses(headers, *names))
    return tuple(dict.fromkeys(address for address in every if "@" in address))


def _scan(value: str) -> list[Address]:
    found: list[Address] = []
    phrase: list[str] = []
    comment: list[str] = []
    position = 0
    while position < len(value):
        match = SPECIAL.search(value, position)
        if match is None:
            phrase.append(value[position:])
            break
        phrase.append(value[position : match.start()])
        position = match.end()
        character = match[0]
        if character == '"':
            quoted = QUOTED.match(value, position)
            # A quotation mark that nobody closes is just a letter.
            phrase.append(re.sub(r"\\(.)", r"\1", quoted[1]) if quoted else "")
            position = quoted.end() if quoted else position
        elif character == "(":
            end = value.find(")", position)
            comment.append(value[position : end if end >= 0 else len(value)])
            position = end + 1 if end >= 0 else len(value)
        elif character == "<":
            end = value.find(">", position)
            end = end if end >= 0 else len(value)
            _add(found, "".join(phrase), value[position:end], comment)
            phrase, comment = [], []
            position = end + 1
        elif character in ",;":
            _add_bare(found, "".join(phrase), comment)
            phrase, comment = [], []
        elif character == ":":
            # A group's name says nothing about its members; a colon inside an address does not occur.
            phrase, comment = [], []
        elif character == "\\":
            phrase.append(value[position : position + 1])
            position += 1
    _add_bare(found, "".join(phrase), comment)
    return found


def _add(found: list[Address], phrase: str, route: str, comment: list[str]) -> None:
    address = _address(route)
    name = _name(phrase) or _name(" ".join(comment))
    if not address:
        _add_bare(found, f"{phrase} {route}", comment)
        return
    found.append(Address(address, "" if name.lower() == address.lower() else name))


def _add_bare(found: list[Address], phrase: str, comment: list[str]) -> None:
    phrase = phrase.strip()[:LONGEST_PHRASE]
    if not phrase:
        return
    matches = BARE.findall(phrase)
    if not matches:
        # A name without an address, as in "undisclosed-recipients", is nobody we could write to.
        if not re.match(r"undisclosed|recipient|unlisted", phrase, re.IGNORECASE):
            found.append(Address("", _name(phrase)))
        return
    name = _name(" ".join(comment)) or (_name(BARE.sub("", phrase).replace("<", "").replace(">", "")) if len(matches) == 1 else "")
    found.extend(Address(match[:LONGEST_ADDRESS], name) for match in matches)


def _address(route: str) -> str:
    route = decode_words(route) if "=?" in route else route
    route = re.sub(r"^(mailto:|smtp:)", "", "".join(route.split()), flags=re.IGNORECASE).strip("\"'<>")
    if route.startswith("@") and ":" in route:
        route = route.partition(":")[2]
    return route[:LONGEST_ADDRESS] if "@" in route or re.fullmatch(r"[\w.+-]+", route) else ""


def _name(phrase: str) -> str:
    name = " ".join(decode_words(phrase[:LONGEST_PHRASE]).split()).strip("' ")
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1]
    return name[:LONGEST_NAME]
