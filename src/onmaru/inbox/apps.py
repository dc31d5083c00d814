from django.apps import AppConfig


class InboxConfig(AppConfig):
    name = "onmaru.inbox"
    label = "inbox"
