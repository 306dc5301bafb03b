"""The product's own look and scripts, served under names that change with what is in them."""

import re

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

LOOK = "css/advisory.css"
IMPORTED = re.compile(r'@import url\("([^"]+)"\);')


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files by their hashed names, by which scripts import each other too; the look is asked for once, whole."""

    support_js_module_import_aggregation = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.addresses = {}

    def post_process(self, paths, **options):
        """Join the look, written in one file for each family of components, for phones far away; then name all."""
        if LOOK in paths:
            whole = InMemoryStorage()
            whole.save(LOOK, ContentFile(_joined(paths).encode()))
            paths = paths | {LOOK: (whole, LOOK)}
        return super().post_process(paths, **options)

    def url(self, name, force=False):  # noqa: FBT002 - Django's own signature
        """A file's address; a running process knows it after the first time, for it changes only with a start."""
        if settings.DEBUG or force:
            return super().url(name, force)
        if name not in self.addresses:
            self.addresses[name] = super().url(name)
        return self.addresses[name]


def _joined(paths):
    """The look with every part of it in the place of its import."""
    return IMPORTED.sub(lambda found: _written(paths, f"css/{found[1]}"), _written(paths, LOOK))


def _written(paths, name):
    storage, path = paths[name]
    with storage.open(path) as file:
        return file.read().decode()
