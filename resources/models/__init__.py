from resources.models.documents import Document, Opening

__all__ = ["Document", "Opening"]
