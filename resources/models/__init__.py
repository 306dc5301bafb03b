from resources.models.annotations import Annotation, AnnotationReaction, AnnotationVersion
from resources.models.collections import Collection, Gathered
from resources.models.decks import Deck
from resources.models.documents import Document, Version
from resources.models.following import Following, Visit
from resources.models.leaves import Check, Leaf
from resources.models.readings import Reading
from resources.models.reviews import Remark, Review
from resources.models.shelves import BOARDS, Shelf
from resources.models.terms import Term
from resources.models.tracks import Track
from resources.models.uploads import Upload

__all__ = [
    "BOARDS",
    "Annotation",
    "AnnotationReaction",
    "AnnotationVersion",
    "Check",
    "Collection",
    "Deck",
    "Document",
    "Following",
    "Gathered",
    "Leaf",
    "Reading",
    "Remark",
    "Review",
    "Shelf",
    "Term",
    "Track",
    "Upload",
    "Version",
    "Visit",
]
