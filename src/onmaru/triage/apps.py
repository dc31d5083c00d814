from django.apps import AppConfig


class TriageConfig(AppConfig):
    name = "onmaru.triage"
    label = "triage"

    def ready(self) -> None:
        from onmaru.inbox.portal import promises
        from onmaru.triage.queries import promised

        promises.register(promised)
