from onmaru.language.names import plain_name

MAIL = {
    "solved": """\
Hello {name},

Is what you wrote to {shop} about (inquiry number {number}) solved?

{answers}

If something is still missing, tell us: the same person goes on with it.""",
    "still_fine": """\
Hello {name},

A while ago {shop} helped you (inquiry number {number}). Is everything still fine?

{answers}

If something is still missing, tell us: the same person goes on with it.""",
}
CHAT = {
    "solved": "Is what you asked about solved?",
    "still_fine": "We helped you a while ago. Is everything still fine?",
}
YES = "Yes, it is solved"
NO = "No, not yet"
BY_WORDS = "Simply reply to this message."


def greeting(name: str) -> str:
    return plain_name(name) or "there"
