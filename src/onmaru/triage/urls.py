from django.urls import path

from onmaru.triage.desk import texts

urlpatterns = [
    path("desk/settings/channels/<int:number>/acknowledgement/", texts.AcknowledgementTexts.as_view(), name="settings_acknowledgement"),
]
