from django.apps import AppConfig


class WebchatConfig(AppConfig):
    name = "onmaru.channels.webchat"
    label = "webchat"

    def ready(self) -> None:
        from onmaru.channels import adapter
        from onmaru.channels.webchat.adapter import WebchatAdapter
        from onmaru.channels.webchat.kind import KIND
        from onmaru.inbox import kinds

        kinds.register(KIND)
        adapter.register(KIND.code, WebchatAdapter())
