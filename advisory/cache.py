"""The shared cache, which may forget everything at any moment."""

import logging
from functools import wraps

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
PATIENCE = {"socket_timeout": 1, "socket_connect_timeout": 1}
MEANWHILE = {"MAX_ENTRIES": 10_000}


def _forgiving(name):
    """Let this process remember for itself while Redis is away, so that what is counted goes on being counted."""
    method = getattr(RedisCache, name)

    @wraps(method)
    def wrapper(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            log.warning("Redis is away (%s): %s is for this process alone", type(error).__name__, name)
            return getattr(self.meanwhile, name)(*args, **kwargs)

    return wrapper


class ForgivingRedisCache(RedisCache):
    """Remembers for its own process while Redis is away: no request fails for want of it, and no limit is lifted."""

    def __init__(self, server, params):
        super().__init__(server, {**params, "OPTIONS": {**PATIENCE, **params.get("OPTIONS", {})}})
        self.meanwhile = LocMemCache("while Redis is away", {**params, "OPTIONS": MEANWHILE})

    get = _forgiving("get")
    get_many = _forgiving("get_many")
    has_key = _forgiving("has_key")
    add = _forgiving("add")
    set = _forgiving("set")
    set_many = _forgiving("set_many")
    touch = _forgiving("touch")
    incr = _forgiving("incr")
    delete = _forgiving("delete")
    delete_many = _forgiving("delete_many")
    clear = _forgiving("clear")
