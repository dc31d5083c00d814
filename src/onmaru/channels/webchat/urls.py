from django.urls import path

from onmaru.channels.webchat import widget_page
from onmaru.channels.webchat.api import config, conversations, files, messages, sessions

API = "api/widget/v1/"

urlpatterns = [
    path("widget/<str:widget_id>/v1.js", widget_page.Loader.as_view(), name="widget_loader"),
    path("widget/<str:widget_id>/", widget_page.Frame.as_view(), name="widget_frame"),
    path(f"{API}config/<str:widget_id>", config.Config.as_view(), name="widget_config"),
    path(f"{API}sessions", sessions.Sessions.as_view(), name="widget_sessions"),
    path(f"{API}conversations", conversations.Conversations.as_view(), name="widget_conversations"),
    path(f"{API}conversations/<str:key>", conversations.Conversation.as_view(), name="widget_conversation"),
    path(f"{API}conversations/<str:key>/events", conversations.Events.as_view(), name="widget_events"),
    path(f"{API}conversations/<str:key>/messages", messages.Messages.as_view(), name="widget_messages"),
    path(f"{API}files/<str:key>/<int:number>", files.File.as_view(), name="widget_file"),
]
