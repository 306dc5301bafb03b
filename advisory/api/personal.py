"""What programs keep of a person: their tokens, as hashes."""

from advisory.accounts.registries.personal import Line, deleted, personal


def _token(row):
    return {"created_at": row.created_at, "revoked_at": row.revoked_at}


personal(Line("api.Token", "tokens of your programs, without their secrets", ("user",), tells=_token, erases=deleted))
