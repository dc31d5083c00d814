from django.apps import AppConfig

from onmaru.kit import plugs


class InboxConfig(AppConfig):
    name = "onmaru.inbox"
    label = "inbox"

    def ready(self) -> None:
        plugs.modules("sending")
        # What can be done to many conversations, by whoever can do it to one.
        plugs.modules("deeds")
