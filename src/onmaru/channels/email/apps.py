from django.apps import AppConfig


class EmailConfig(AppConfig):
    name = "onmaru.channels.email"
    label = "email"

    def ready(self) -> None:
        from onmaru.channels import adapter
        from onmaru.channels.email.adapter import EmailAdapter
        from onmaru.channels.email.kind import KIND
        from onmaru.inbox import kinds

        kinds.register(KIND)
        adapter.register(KIND.code, EmailAdapter())
