"""The addresses of one's account, beside allauth's own."""

from django.urls import path

from advisory.accounts.views import data, people, profile

urlpatterns = [
    path("account/", profile.account, name="account"),
    path("account/profile/", profile.profile, name="account-profile"),
    path("account/photo/", profile.own_photo, name="account-photo"),
    path("account/photo/removal/", profile.photo_removal, name="account-photo-removal"),
    path("account/reading/", profile.reading, name="account-reading"),
    path("account/identifiers/", profile.identifiers, name="identifiers"),
    path(
        "account/identifiers/<uuid:credential_id>/withdrawal/",
        profile.identifier_withdrawal,
        name="identifier-withdrawal",
    ),
    path("account/copy/", data.copy, name="account-copy"),
    path("account/erasure/", data.erasure, name="account-erasure"),
    path("people/", people.everybody, name="everybody"),
    path("people/credentials/", people.credentials, name="credentials"),
    path("people/credentials/<uuid:credential_id>/verification/", people.verification, name="verification"),
    path("people/credentials/<uuid:credential_id>/rejection/", people.rejection, name="rejection"),
    path("people/credentials/<uuid:credential_id>/lapse/", people.lapse, name="lapse"),
    path("people/<uuid:person_id>/", people.person, name="person"),
    path("people/<uuid:person_id>/photo/", profile.photo, name="photo"),
    path("people/<uuid:person_id>/deactivation/", people.deactivation, name="person-deactivation"),
    path("people/<uuid:person_id>/erasure/", people.person_erasure, name="person-erasure"),
]
