from django.apps import AppConfig

from onmaru.kit import plugs


class InboxConfig(AppConfig):
    name = "onmaru.inbox"
    label = "inbox"

    def ready(self) -> None:
        plugs.modules("sending")
        plugs.modules("resolving")
        plugs.modules("pressing")
        plugs.modules("handing")
        plugs.modules("beside")
        # What was done about a conversation, as those who did it know.
        plugs.modules("testimony")
        # What can be done to many conversations, by whoever can do it to one.
        plugs.modules("deeds")
        plugs.modules("filters")
        # Events of a file of their own are known to every process too.
        from onmaru.inbox import view_events as view_events
