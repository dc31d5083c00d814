from django.db import transaction

from onmaru.inbox.models import Channel


@transaction.atomic
def renew_token(channel_id: int, old: str, new: str) -> None:
    """Keep the refresh token a provider gave in place of the old one, wherever the channel's settings have that."""
    channel = Channel.objects.select_for_update().get(pk=channel_id)
    for part in ("imap", "smtp"):
        oauth = (channel.settings.get(part) or {}).get("oauth")
        if oauth and oauth.get("refresh_token") == old:
            oauth["refresh_token"] = new
    channel.save(update_fields=["settings"])
