"""The addresses of notifications and of one's wishes about letters."""

from django.urls import path

from advisory.notifications.views import notifications, preferences

urlpatterns = [
    path("notifications/", notifications.notifications, name="notifications"),
    path("notifications/count/", notifications.count, name="notifications-count"),
    path("notifications/reading/", notifications.reading, name="notifications-reading"),
    path("notifications/preferences/", preferences.preferences, name="preferences"),
    path("notifications/unsubscribe/<str:token>/", preferences.unsubscribe, name="unsubscribe"),
    path("notifications/<uuid:key>/", notifications.notification, name="notification"),
]
