from django.http import HttpRequest


def drop_nul(request: HttpRequest) -> None:
    """PostgreSQL keeps no NUL, and nobody means to write one: a text that was pasted with one is kept without it."""
    if request.method == "POST" and any("\0" in text for _name, texts in request.POST.lists() for text in texts):
        cleaned = request.POST.copy()
        for name, texts in request.POST.lists():
            cleaned.setlist(name, [text.replace("\0", "") for text in texts])
        request.POST = cleaned  # pyright: ignore[reportAttributeAccessIssue]
