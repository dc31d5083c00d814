from django.urls import path

from onmaru.routing.desk import abilities, call, presence, queue, routing
from onmaru.routing.desk.take_next import TakeNext

urlpatterns = [
    path("desk/next/", TakeNext.as_view(), name="desk_next"),
    path("desk/conversations/<int:number>/call/", call.Call.as_view(), name="desk_call"),
    path("desk/queue/", queue.QueueScreen.as_view(), name="desk_queue"),
    path("desk/queue/presence/", presence.Report.as_view(), name="desk_presence_report"),
    path("desk/queue/agents/<int:number>/home/", queue.SentHome.as_view(), name="desk_sent_home"),
    path("desk/settings/routing/", routing.Routing.as_view(), name="settings_routing"),
    path("desk/settings/agents/<int:number>/abilities/", abilities.AbilitiesSettings.as_view(), name="settings_abilities"),
]
