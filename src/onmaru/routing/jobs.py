from onmaru.kit import clock
from onmaru.kit.jobs import every, job
from onmaru.routing.actions.give_out import give_out
from onmaru.routing.actions.look_who_is_there import look_who_is_there
from onmaru.routing.actions.offer_another_way import offer_another_way
from onmaru.routing.leaving import to_offer


# Six fields: every twenty seconds.
@every("* * * * * */20")
def look_around() -> None:
    """Who came, who left without a word, whose shift began or ended; and what was missed goes out."""
    look_who_is_there()
    give_out()


@every("* * * * *")
def offer_other_ways() -> None:
    """Who waits in a chat for too long, or for a team that is not there."""
    for number, because in to_offer(clock.now()):
        offer_another_way(number, because)


@job()
def give_what_waits() -> None:
    """Somebody has room, or there is more to give."""
    give_out()
