"""The product's settings as the tests run it: scratch data, plain static files and, when asked, real servers."""

import atexit
import os
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests import servers


def prepare() -> None:
    """Lay out once what the tests stand on; their parallel workers find it in the environment."""
    if "ADVISORY_TEST_SCRATCH" in os.environ:
        return
    with ExitStack() as stack:
        scratch = stack.enter_context(tempfile.TemporaryDirectory(prefix="advisory-tests-", ignore_cleanup_errors=True))
        given = {"ADVISORY_TEST_SCRATCH": scratch, "ADVISORY_DATA": scratch, "SECRET_KEY": "for-the-tests-alone-" * 3}
        given |= {"OIDC_ISSUER": "http://127.0.0.1:9", "OIDC_NAME": "Norvane", "OIDC_EMAIL_DOMAINS": ""}
        given |= {"OIDC_CLIENT_ID": "advisory", "OIDC_CLIENT_SECRET": "shared", "SECOND_FACTOR": ""}
        given |= {"SAML_METADATA_URL": "http://127.0.0.1:9/idp", "SAML_EMAIL_DOMAINS": "example.org"}
        given |= {"DATABASE_URL": f"sqlite:///{scratch}/tests.sqlite3", "REDIS_URL": ""}
        if os.environ.get("ADVISORY_TEST_STACK") == "postgres":
            given["DATABASE_URL"] = stack.enter_context(servers.postgres())
            given["REDIS_URL"] = stack.enter_context(servers.redis())
        os.environ.update(given)
        atexit.register(stack.pop_all().close)


prepare()

from advisory.settings import *  # noqa: E402, F403

SCRATCH = Path(os.environ["ADVISORY_TEST_SCRATCH"])
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": str(SCRATCH / "test.sqlite3")}  # noqa: F405
LETTERS_BESIDE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
STATIC_ROOT.mkdir(exist_ok=True)  # noqa: F405
WHITENOISE_USE_FINDERS = True
if REDIS_URL:  # noqa: F405
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    CACHES["default"]["LOCATION"] = f"{REDIS_URL.rpartition('/')[0]}/{worker}"  # noqa: F405
    CHANNEL_LAYERS["default"]["CONFIG"]["prefix"] = f"tests-{worker}"  # noqa: F405
