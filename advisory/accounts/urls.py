"""The addresses of one's account, beside allauth's own."""

from django.urls import path

from advisory.accounts.views import entry

urlpatterns = [
    path("accounts/choose/", entry.choose, name="sign-in-choose"),
    path("account/", entry.account, name="account"),
]
