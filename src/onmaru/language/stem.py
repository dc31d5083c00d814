"""English words without their commonest endings: orders, ordered and ordering are one. Simple on purpose. Pure."""

_SHORTEST = 3


def stem(word: str) -> str:
    """A word in lower case, without plural, past and -ing."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= _SHORTEST and any(vowel in rest for vowel in "aeiouy"):
            # shipped is ship; cancelled and canceled are cancel; but full and pass stay.
            return rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "sz" else rest.removesuffix("e")
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > _SHORTEST:
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 4 else word
