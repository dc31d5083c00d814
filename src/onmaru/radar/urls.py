from django.urls import path

from onmaru.radar.desk import radar

urlpatterns = [
    path("desk/radar/", radar.Radar.as_view(), name="desk_radar"),
    path("desk/radar/misses/<int:number>/", radar.MissThing.as_view(), name="desk_miss"),
    path("desk/radar/duplicates/<int:number>/", radar.DuplicateThing.as_view(), name="desk_duplicate"),
    path("desk/radar/duplicates/<int:number>/merge/", radar.DuplicateMerge.as_view(), name="desk_duplicate_merge"),
]
