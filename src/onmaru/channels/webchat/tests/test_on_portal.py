from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from onmaru.channels.webchat.settings import WebchatSettings
from onmaru.inbox.models import Channel
from onmaru.people.models import Shop


@pytest.mark.parametrize(("origin", "shown"), [(settings.PUBLIC_URL, True), ("https://haru.example", False)])
def test_the_front_page_has_the_launcher_where_it_may_stand(db: None, origin: str, shown: bool) -> None:
    Shop.objects.create(name="하루상점")
    Channel.objects.create(kind="webchat", name="채팅", handle="w_haru", settings=WebchatSettings(origins=(origin,)).to_json())
    Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")
    page = Client().get("/").content.decode()
    assert ('src="/widget/w_haru/v1.js"' in page) is shown
    # Beside the launcher the foot of the page leaves room for it.
    assert ("public-corner" in page) is shown
    assert 'href="mailto:help@haru.example"' in page
