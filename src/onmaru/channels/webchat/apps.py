from dataclasses import replace

from django.apps import AppConfig


class WebchatConfig(AppConfig):
    name = "onmaru.channels.webchat"
    label = "webchat"

    def ready(self) -> None:
        from onmaru.channels import adapter, fallback
        from onmaru.channels.webchat import lines  # noqa: F401
        from onmaru.channels.webchat.actions.hand_over import hand_over_if_here
        from onmaru.channels.webchat.adapter import WebchatAdapter
        from onmaru.channels.webchat.kind import KIND
        from onmaru.channels.webchat.presence import is_out_of_reach
        from onmaru.channels.webchat.shop_proof import proof
        from onmaru.inbox import kinds
        from onmaru.inbox.portal import shop_sign_in

        kinds.register(replace(KIND, at_hand=hand_over_if_here))
        adapter.register(KIND.code, WebchatAdapter())
        fallback.register(KIND.code, is_out_of_reach)
        shop_sign_in.register(proof)
