"""Addresses of what answers show together."""

from django.urls import path

from insights import views

urlpatterns = [
    path("boards/<slug:slug>/questions/<int:number>/opinions/", views.opinions, name="opinions"),
]
