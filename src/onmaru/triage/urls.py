from django.urls import path

from onmaru.triage.desk import endpoint, learning, stated, texts

urlpatterns = [
    path("desk/conversations/<int:number>/stated/", stated.StatedFact.as_view(), name="desk_stated_fact"),
    path("desk/settings/channels/<int:number>/acknowledgement/", texts.AcknowledgementTexts.as_view(), name="settings_acknowledgement"),
    path("desk/settings/learning/", learning.Learning.as_view(), name="settings_learning"),
    path("desk/settings/learning/<int:number>/", learning.LearningVersion.as_view(), name="settings_learning_version"),
    path("desk/settings/learning/vectors/", endpoint.EndpointSettings.as_view(), name="settings_endpoint"),
]
