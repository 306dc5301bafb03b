"""Addresses of the library."""

from django.urls import path

from resources.views import (
    annotations,
    collections,
    decks,
    details,
    documents,
    leaves,
    reviews,
    tracks,
    transcripts,
    uploaded,
    uploads,
    versions,
)

LIBRARY = "boards/<slug:slug>/library/"
DOCUMENT = f"{LIBRARY}<uuid:document_id>/"
NOTE = f"{DOCUMENT}notes/<uuid:note_id>/"
DECK = "boards/<slug:slug>/sessions/<uuid:session_id>/deck/"
TRANSCRIPT = "boards/<slug:slug>/sessions/<uuid:session_id>/transcript/"
VERSION = f"{DOCUMENT}versions/<int:number>/"

urlpatterns = [
    path("library/", documents.all_documents, name="all-documents"),
    path("library/topics/<uuid:term_id>/", collections.topic, name="library-topic"),
    path("library/collections/<uuid:collection_id>/", collections.collection, name="collection"),
    path(f"{LIBRARY}collections/new/", collections.collection_new, name="collection-new"),
    path(f"{LIBRARY}collections/<uuid:collection_id>/", collections.collection_edit, name="collection-edit"),
    path(f"{LIBRARY}collections/<uuid:collection_id>/removal/", collections.removal, name="collection-removal"),
    path(LIBRARY, documents.library, name="library"),
    path(f"{LIBRARY}uploads/", uploads.uploads, name="uploads"),
    path(f"{LIBRARY}uploads/<uuid:upload_id>/", uploads.upload, name="upload"),
    path(f"{LIBRARY}uploads/<uuid:upload_id>/about/", uploaded.about, name="upload-about"),
    path(f"{LIBRARY}uploads/sending/", uploaded.sending, name="uploads-sending"),
    path(f"{LIBRARY}new/", documents.document_new, name="document-new"),
    path(f"{LIBRARY}setup/", details.setup, name="library-setup"),
    path(f"{LIBRARY}setup/approvals/", details.approvals, name="library-approvals"),
    path(f"{LIBRARY}setup/words/", details.words, name="library-words"),
    path(f"{DOCUMENT}edit/", details.document_edit, name="document-edit"),
    path(f"{DOCUMENT}places/", details.document_places, name="document-places"),
    path(DOCUMENT, documents.document, name="document"),
    path(f"{DOCUMENT}file/", documents.document_file, name="document-file"),
    path(f"{DOCUMENT}reading/", documents.document_reading, name="document-reading"),
    path(f"{DOCUMENT}place/", documents.document_place, name="document-place"),
    path(f"{DOCUMENT}notes/", annotations.annotations, name="annotations"),
    path(f"{NOTE}change/", annotations.change, name="annotation-change"),
    path(f"{NOTE}sharing/", annotations.sharing, name="annotation-sharing"),
    path(f"{NOTE}resolution/", annotations.resolution, name="annotation-resolution"),
    path(f"{NOTE}removal/", annotations.removal, name="annotation-removal"),
    path(f"{NOTE}hold/", annotations.hold, name="annotation-hold"),
    path(f"{NOTE}release/", annotations.release, name="annotation-release"),
    path(f"{NOTE}reactions/<slug:kind>/", annotations.reaction, name="annotation-reaction"),
    path(f"{DOCUMENT}withdrawal/", versions.withdrawal, name="document-withdrawal"),
    path(f"{DOCUMENT}versions/new/", versions.version_new, name="version-new"),
    path(f"{VERSION}content/", versions.version_content, name="version-content"),
    path(f"{VERSION}file/", versions.version_file, name="version-file"),
    path(f"{VERSION}changes/", leaves.comparison, name="version-changes"),
    path(f"{VERSION}pages/<int:page>/", leaves.leaf_picture, name="leaf-picture"),
    path(f"{DECK}<uuid:document_id>/", decks.deck, name="deck"),
    path(f"{DECK}slide/", decks.slide, name="deck-slide"),
    path(f"{DECK}closing/", decks.closing, name="deck-closing"),
    path(TRANSCRIPT, transcripts.transcript, name="transcript"),
    *(
        path(f"{TRANSCRIPT}transcript.{sort}", transcripts.file, {"sort": sort}, name=f"transcript-{sort}")
        for sort in transcripts.SORTS
    ),
    path(f"{TRANSCRIPT}<uuid:caption_id>/", transcripts.line, name="transcript-line"),
    path(f"{VERSION}tracks/", tracks.tracks, name="tracks"),
    path(f"{VERSION}tracks/<slug:sort>/<slug:language>/", tracks.track, name="track"),
    path(f"{VERSION}review/", reviews.review, name="version-review"),
    path(f"{VERSION}sending/", reviews.sending, name="version-sending"),
    path(f"{VERSION}recall/", reviews.recall, name="version-recall"),
    path(f"{VERSION}publication/", reviews.publication, name="version-publication"),
    path(f"{VERSION}passages/clearing/", reviews.clearing, name="version-clearing"),
    path(f"{VERSION}passages/covering/", reviews.covering, name="version-covering"),
    path(f"{VERSION}decision/", reviews.decision, name="version-decision"),
    path(f"{VERSION}remarks/", reviews.remarks, name="version-remarks"),
    path(f"{VERSION}remarks/<uuid:remark_id>/settling/", reviews.settling, name="version-remark-settling"),
]
