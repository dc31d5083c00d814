from onmaru.kit.jobs import every
from onmaru.routing.actions.look_who_is_there import look_who_is_there


# Six fields: every twenty seconds.
@every("* * * * * */20")
def look_around() -> None:
    """Who came, and who left without a word."""
    look_who_is_there()
