from django.urls import path

from onmaru.segments.desk import segments

urlpatterns = [
    path("desk/settings/segments/", segments.SegmentsSettings.as_view(), name="settings_segments"),
    path("desk/settings/segments/new/", segments.SegmentSettings.as_view(), name="settings_segment_new"),
    path("desk/settings/segments/<int:number>/", segments.SegmentSettings.as_view(), name="settings_segment"),
    path("desk/settings/segments/<int:number>/end/", segments.SegmentEnd.as_view(), name="settings_segment_end"),
]
