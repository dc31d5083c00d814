from django.apps import AppConfig

from onmaru.kit import plugs


class CustomersConfig(AppConfig):
    name = "onmaru.customers"
    label = "customers"

    def ready(self) -> None:
        plugs.modules("past")
