"""What `onmaru doctor` says about mailboxes."""

from __future__ import annotations

from datetime import timedelta

from onmaru.channels.actions.set_aside import set_aside
from onmaru.channels.email.actions.follow import follow, report_fault, report_well
from onmaru.channels.email.doctor import checks
from onmaru.channels.email.settings import EmailSettings, Imap
from onmaru.inbox.models import Channel
from onmaru.kit import clock


def test_mailboxes_and_the_tray(channel: Channel) -> None:
    assert checks() == [], "a channel without a mailbox has none to reach"
    channel.settings = EmailSettings(imap=Imap(host="imap.haru.example", user="u", password="p")).to_json()
    channel.save()
    assert [check.ok for check in checks()] == [False]
    follow(channel, "place")
    report_well(channel)
    assert [check.ok for check in checks()] == [True]
    with clock.frozen_at(clock.now() + timedelta(hours=1)):
        assert [check.ok for check in checks()] == [False]
    report_fault(channel, "connection refused")
    report_fault(channel, "still refused")
    assert [(check.ok, check.says) for check in checks()] == [(False, "still refused")]
    report_well(channel)
    set_aside(channel, b"", "imap", "k", "empty")
    assert [check.ok for check in checks()] == [True, False]
    Channel.objects.update(paused_at=clock.now())
    assert [check.ok for check in checks()] == [False]
