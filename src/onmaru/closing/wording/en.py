from onmaru.language.names import plain_name

QUESTIONS = {
    "solved": "Is what you wrote to {shop} about (inquiry number {number}) solved?",
    "still_fine": "A while ago {shop} helped you (inquiry number {number}). Is everything still fine?",
}
SHORT = {
    "solved": "Is what you asked about solved?",
    "still_fine": "We helped you a while ago. Is everything still fine?",
}
YES = "Yes, it is solved"
NO = "No, not yet"
BY_WORDS = "If something is still open, simply reply to this message."
CLOSING = "A press opens a page where you confirm it, and can say what is missing. The same person goes on with it."


def greeting(name: str) -> str:
    return f"Hello {plain_name(name) or 'there'},"
