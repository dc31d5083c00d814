from django.apps import AppConfig


class ChannelsConfig(AppConfig):
    name = "onmaru.channels"
    label = "channels"
