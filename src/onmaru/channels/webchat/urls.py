from django.urls import path

from onmaru.channels.webchat import desk, preview, widget_page
from onmaru.channels.webchat.api import config, context, conversations, files, messages, offline, postbacks, sessions, uploads

API = "api/widget/v1/"

urlpatterns = [
    path("desk/conversations/<int:number>/visitor/", desk.Visitor.as_view(), name="desk_visitor"),
    path("desk/settings/channels/chat-preview/", preview.Preview.as_view(), name="widget_preview"),
    path("widget/<str:widget_id>/v1.js", widget_page.Loader.as_view(), name="widget_loader"),
    path("widget/<str:widget_id>/", widget_page.Frame.as_view(), name="widget_frame"),
    path(f"{API}config/<str:widget_id>", config.Config.as_view(), name="widget_config"),
    path(f"{API}sessions", sessions.Sessions.as_view(), name="widget_sessions"),
    path(f"{API}conversations", conversations.Conversations.as_view(), name="widget_conversations"),
    path(f"{API}conversations/<str:key>", conversations.Conversation.as_view(), name="widget_conversation"),
    path(f"{API}conversations/<str:key>/events", conversations.Events.as_view(), name="widget_events"),
    path(f"{API}conversations/<str:key>/messages", messages.Messages.as_view(), name="widget_messages"),
    path(f"{API}conversations/<str:key>/postbacks", postbacks.Postbacks.as_view(), name="widget_postbacks"),
    path(f"{API}conversations/<str:key>/typing", conversations.Typing.as_view(), name="widget_typing"),
    path(f"{API}conversations/<str:key>/read", conversations.Reading.as_view(), name="widget_read"),
    path(f"{API}conversations/<str:key>/close", conversations.Close.as_view(), name="widget_close"),
    path(f"{API}conversations/<str:key>/leave", conversations.Leave.as_view(), name="widget_leave"),
    path(f"{API}conversations/<str:key>/transcript", conversations.Transcript.as_view(), name="widget_transcript"),
    path(f"{API}messages/<str:key>", messages.Message.as_view(), name="widget_message"),
    path(f"{API}uploads", uploads.Uploads.as_view(), name="widget_uploads"),
    path(f"{API}context", context.Context.as_view(), name="widget_context"),
    path(f"{API}offline-messages", offline.OfflineMessages.as_view(), name="widget_offline_messages"),
    path(f"{API}files/<str:key>/<int:number>", files.File.as_view(), name="widget_file"),
]
