from onmaru.kit.jobs import every
from onmaru.search.actions.catch_up import behind, catch_up
from onmaru.search.actions.file import sort_in
from onmaru.search.actions.learn import count, learn
from onmaru.search.actions.unlearn import unlearn

# One run does so much at most and leaves the rest to the next minute: other work must not wait behind it.
BATCHES = 20


@every("* * * * *")
def keep_up() -> None:
    """File what an update made searchable, sort in and learn the words of what is new, count now and then; idle, forget."""
    batches = 0
    for sort in behind():
        while batches < BATCHES and catch_up(sort):
            batches += 1
    sort_in()
    while batches < BATCHES and learn():
        batches += 1
    count(now_and_then=True)
    if not batches:
        unlearn()
