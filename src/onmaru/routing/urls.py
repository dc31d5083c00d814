from django.urls import path

from onmaru.routing.desk.take_next import TakeNext

urlpatterns = [path("desk/next/", TakeNext.as_view(), name="desk_next")]
