"""The product's own look and scripts, served under names that change with what is in them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Static files by their hashed names, by which scripts import each other too."""

    support_js_module_import_aggregation = True
