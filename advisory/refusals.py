"""What the product says when it cannot do what was asked: one class per answer, for pages and API alike."""


class Refusal(Exception):
    """Something was asked that cannot be done now; nothing was changed."""

    status = 400
    code = "bad_request"
    message = "That could not be understood."
    wait = 5  # seconds after which the same may be tried again, where waiting helps

    def __init__(self, code=None, message=None, *, fields=None, facts=None):
        self.code = code or self.code
        self.message = message or self.message
        self.fields = fields or {}
        self.facts = facts or {}
        super().__init__(self.message)


class SignedOut(Refusal):
    """Nobody is signed in here any more."""

    status = 401
    code = "signed_out"
    message = "You are signed out. What you typed was not sent; it is kept here so that you can copy it."


class Denied(Refusal):
    """A member asked for something their seat does not allow."""

    status = 403
    code = "forbidden"
    message = "Your role here does not allow that."


class Absent(Refusal):
    """It is not there, or not there for whoever asks."""

    status = 404
    code = "not_found"
    message = "This is not here, or not for you."


class Conflict(Refusal):
    """The board has moved on since the page was drawn."""

    status = 409
    code = "conflict"
    message = "This has changed since you opened the page."


class Full(Refusal):
    """There is no room left where files are kept; nothing of this one was."""

    status = 507
    code = "full"
    message = "There is no room left for files. Nothing was kept; tell whoever runs this site."


class TooSlow(Refusal):
    """What was sent did not come in within the time that a slow line needs."""

    status = 408
    code = "too_slow"
    message = "This took too long to arrive. Nothing was kept; send it again on a steadier connection."


class TooLarge(Refusal):
    """More was sent than one request may hold."""

    status = 413
    code = "too_large"
    message = "That is more than can be sent at once. Shorten it and send it again."


class Unsupported(Refusal):
    """It came in a form that is not taken here."""

    status = 415
    code = "unsupported"
    message = "That cannot be taken in this form."


class Invalid(Refusal):
    """A field needs mending; `fields` says which and how."""

    status = 422
    code = "invalid"
    message = "Something needs mending."


class TooMany(Refusal):
    """One person is writing faster than people write."""

    status = 429
    code = "too_many"
    message = "That is a lot in a minute. Wait a moment, then send it again."


class Busy(Refusal):
    """The database is busy; the same request will do in a moment."""

    status = 503
    code = "busy"
    message = "The board is busy. Your text is safe here; send it again in a moment."
