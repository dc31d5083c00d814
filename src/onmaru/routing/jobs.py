from onmaru.kit.jobs import every, job
from onmaru.routing.actions.give_out import give_out
from onmaru.routing.actions.look_who_is_there import look_who_is_there


# Six fields: every twenty seconds.
@every("* * * * * */20")
def look_around() -> None:
    """Who came, who left without a word, whose shift began or ended; and what was missed goes out."""
    look_who_is_there()
    give_out()


@job()
def give_what_waits() -> None:
    """Somebody has room, or there is more to give."""
    give_out()
