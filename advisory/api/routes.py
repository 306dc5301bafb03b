"""The HTTP API: one door, one shape of errors; each app adds its own router with `register`."""

from functools import wraps

from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from advisory.api.auth import Bearer, Session
from advisory.api.docs import Page
from advisory.api.reading import StrictJSON, complaint, not_json
from advisory.http import refused
from advisory.refusals import Refusal

DESCRIPTION = "Advisory boards for programs, over the same commands and the same rights as the pages."


class NotAllowed(Refusal):
    """This address knows other methods."""

    status = 405
    code = "method_not_allowed"
    message = "This address does not know that method."


class Api(NinjaAPI):
    """The API, with every error in the product's one shape."""

    described = None

    @property
    def urls(self):
        """Its addresses; a method they do not know is refused like everything else."""
        patterns, app, space = super().urls
        for pattern in patterns:
            pattern.callback = _worded(pattern.callback)
        return patterns, app, space

    def get_openapi_schema(self, *, path_prefix=None, path_params=None):
        """What describes it; that takes a second to work out and never changes, so it is done with the first look."""
        if self.described is None:
            self.described = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        return self.described


def _worded(view):
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if response.status_code != NotAllowed.status:
            return response
        allow, response = response["Allow"], refused(request, NotAllowed())
        response["Allow"] = allow
        return response

    return wrapper


api = Api(
    title="Advisory",
    version="1",
    description=DESCRIPTION,
    docs=Page(),
    auth=[Bearer(), Session()],
    parser=StrictJSON(),
)
register = api.add_router


@api.exception_handler(Refusal)
def refuse(request, refusal):
    """What a command, a right or a missing sign-in refused."""
    response = refused(request, refusal)
    if refusal.status == 401:
        response["WWW-Authenticate"] = "Bearer"
    return response


@api.exception_handler(ValidationError)
def refuse_fields(request, trouble):
    """A request whose fields need mending."""
    return refused(request, complaint(trouble.errors))


@api.exception_handler(HttpError)
def refuse_body(request, trouble):
    """A body that could not be read."""
    return refused(request, not_json())


@api.exception_handler(Exception)
def pass_on(request, trouble):
    """Whatever else goes wrong is answered where every page's troubles are."""
    raise trouble
