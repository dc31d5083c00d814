from django.apps import AppConfig


class ContactFormConfig(AppConfig):
    name = "onmaru.channels.contact_form"
    label = "contact_form"

    def ready(self) -> None:
        from onmaru.channels import adapter, fallback
        from onmaru.channels.contact_form.adapter import ContactFormAdapter
        from onmaru.channels.contact_form.kind import KIND
        from onmaru.inbox import kinds

        kinds.register(KIND)
        adapter.register(KIND.code, ContactFormAdapter())
        # A form is a way in only: whoever used it is always answered by mail.
        fallback.register(KIND.code, lambda message: True)
