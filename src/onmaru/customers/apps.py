from django.apps import AppConfig


class CustomersConfig(AppConfig):
    name = "onmaru.customers"
    label = "customers"
