"""The product's own look and scripts, served under names that change with what is in them."""

from django.conf import settings
from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files by their hashed names, by which scripts import each other too."""

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.addresses = {}

    def url(self, name, force=False):  # noqa: FBT002 - Django's own signature
        """A file's address; a running process knows it after the first time, for it changes only with a start."""
        if settings.DEBUG or force:
            return super().url(name, force)
        if name not in self.addresses:
            self.addresses[name] = super().url(name)
        return self.addresses[name]
