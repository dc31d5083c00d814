from django.urls import path

from onmaru.channels import hooks
from onmaru.channels.desk import attention, connected, setup, tray

urlpatterns = [
    path("setup/mailbox/", setup.SetupMailbox.as_view(), name="setup_mailbox"),
    path("setup/test/", setup.SetupTest.as_view(), name="setup_test"),
    path("setup/test/<int:number>/", setup.SetupTestDelivery.as_view(), name="setup_test_delivery"),
    path("desk/settings/channels/", connected.Channels.as_view(), name="settings_channels"),
    path("desk/settings/channels/new/<slug:kind>/", connected.NewChannel.as_view(), name="settings_new_channel"),
    path("desk/settings/channels/<int:number>/", connected.ChannelSettings.as_view(), name="settings_channel"),
    path("desk/settings/channels/<int:number>/pause/", connected.Pause.as_view(), name="settings_pause"),
    path("desk/settings/channels/<int:number>/pause/end/", connected.PauseEnd.as_view(), name="settings_pause_end"),
    path("desk/conversations/<int:number>/typing/", attention.Typing.as_view(), name="desk_typing"),
    path("desk/conversations/<int:number>/seen/", attention.Seen.as_view(), name="desk_seen"),
    path("hooks/<slug:kind>/<int:channel_id>/<slug:secret>", hooks.Hook.as_view(), name="hook"),
    path("desk/tray/", tray.Tray.as_view(), name="tray"),
    path("desk/tray/<int:number>/", tray.TrayItem.as_view(), name="tray_item"),
    path("desk/tray/<int:number>/raw/", tray.TrayRaw.as_view(), name="tray_raw"),
    path("desk/tray/<int:number>/replay/", tray.TrayReplay.as_view(), name="tray_replay"),
    path("desk/tray/<int:number>/ignored/", tray.TrayIgnored.as_view(), name="tray_ignored"),
]
