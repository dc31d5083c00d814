from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "onmaru.channels.sandbox"
    label = "sandbox"

    def ready(self) -> None:
        from onmaru.channels import adapter
        from onmaru.channels.sandbox.adapter import SandboxAdapter
        from onmaru.channels.sandbox.kind import KIND
        from onmaru.inbox import kinds

        kinds.register(KIND)
        adapter.register(KIND.code, SandboxAdapter())
