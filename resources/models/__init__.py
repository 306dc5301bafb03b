from resources.models.annotations import Annotation, AnnotationReaction, AnnotationVersion
from resources.models.documents import Document, Shelf, Version
from resources.models.leaves import Check, Leaf
from resources.models.readings import Reading
from resources.models.reviews import Remark, Review
from resources.models.terms import Term
from resources.models.uploads import Upload

__all__ = [
    "Annotation",
    "AnnotationReaction",
    "AnnotationVersion",
    "Check",
    "Document",
    "Leaf",
    "Reading",
    "Remark",
    "Review",
    "Shelf",
    "Term",
    "Upload",
    "Version",
]
