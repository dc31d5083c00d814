"""A set of names, written as one line of prose."""


def words(text: str) -> set[str]:
    return set(text.split())
