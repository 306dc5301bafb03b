"""Files in object storage: private, streamed through the product's own checked addresses, never linked to."""

from contextlib import contextmanager

from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from storages.backends.s3 import S3Storage

from advisory.refusals import Busy

PATIENCE = {"connect_timeout": 5, "read_timeout": 20, "retries": {"max_attempts": 3, "mode": "standard"}}


class Bucket(S3Storage):
    """A bucket that answers like the disk does: absent files are not found, and while it is away we are busy."""

    def __init__(self, **options):
        style = options.pop("style")
        config = Config(s3={"addressing_style": style}, signature_version="s3v4", **PATIENCE)
        super().__init__(default_acl=None, file_overwrite=False, client_config=config, **options)

    def exists(self, name):
        """Whether a file is kept under this name."""
        with _answering():
            return super().exists(name)

    def open(self, name, mode="rb"):
        """A whole file."""
        with _answering():
            return super().open(name, mode)

    def size(self, name):
        """How many bytes a file has."""
        with _answering():
            return super().size(name)

    def part(self, name, begin, end):
        """A stream of the bytes of a file from `begin` up to before `end`."""
        with _answering():
            return self.bucket.Object(self._normalize_name(name)).get(Range=f"bytes={begin}-{end - 1}")["Body"]

    def delete(self, name):
        """Take a file away."""
        with _answering():
            super().delete(name)

    def names(self):
        """The names of all files that are kept, in order."""
        before = f"{self.location}/" if self.location else ""
        with _answering():
            return sorted(found.key.removeprefix(before) for found in self.bucket.objects.filter(Prefix=before))

    def _save(self, name, content):
        with _answering():
            return super()._save(name, content)


@contextmanager
def _answering():
    try:
        yield
    except ClientError as wrong:
        status = wrong.response.get("ResponseMetadata", {}).get("HTTPStatusCode")
        if status == 404 and wrong.response.get("Error", {}).get("Code") != "NoSuchBucket":
            raise FileNotFoundError("it is not in the bucket") from wrong
        raise _away() from wrong
    except BotoCoreError as wrong:
        raise _away() from wrong


def _away():
    return Busy("files_away", "The place where files are kept does not answer. Try again in a moment.")
