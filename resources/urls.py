"""Addresses of the library."""

from django.urls import path

from resources.views import documents

LIBRARY = "boards/<slug:slug>/library/"

urlpatterns = [
    path("library/", documents.all_documents, name="all-documents"),
    path(LIBRARY, documents.library, name="library"),
    path(f"{LIBRARY}new/", documents.document_new, name="document-new"),
    path(f"{LIBRARY}<uuid:document_id>/", documents.document, name="document"),
    path(f"{LIBRARY}<uuid:document_id>/file/", documents.document_file, name="document-file"),
]
