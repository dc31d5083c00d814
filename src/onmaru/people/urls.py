from django.urls import path

from onmaru.people.desk import own_preferences

urlpatterns = [path("desk/preferences/", own_preferences.OwnPreferences.as_view(), name="desk_preferences")]
