from django.urls import path

from onmaru.notices.desk import bell, push, wishes

urlpatterns = [
    path("desk/notices/", bell.NoticesScreen.as_view(), name="notices"),
    path("desk/notices/bell/", bell.Bell.as_view(), name="notices_bell"),
    path("desk/notices/drawer/", bell.Drawer.as_view(), name="notices_drawer"),
    path("desk/notices/<int:number>/", bell.NoticeThing.as_view(), name="desk_notice"),
    path("desk/preferences/notices/", wishes.NoticeWishes.as_view(), name="notices_settings"),
    path("desk/push/", push.Push.as_view(), name="push"),
    path("desk/push/browsers/", push.Browsers.as_view(), name="push_browsers"),
    path("desk/push/browsers/<int:number>/", push.Browser.as_view(), name="push_browser"),
    path("push/received/<str:word>/", push.Receipt.as_view(), name="push_receipt"),
]
