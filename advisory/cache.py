"""The shared cache, which may forget everything at any moment."""

import logging
from functools import wraps

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)
PATIENCE = {"socket_timeout": 1, "socket_connect_timeout": 1}


def _forgiving(method, otherwise):
    """Answer as an empty cache would while Redis is away."""

    @wraps(method)
    def wrapper(self, *args, **kwargs):
        try:
            return method(self, *args, **kwargs)
        except RedisError as error:
            log.warning("Redis is away (%s): %s goes without it", type(error).__name__, method.__name__)
            return otherwise(*args, **kwargs)

    return wrapper


class ForgivingRedisCache(RedisCache):
    """Remembers nothing while Redis is away, so that no request fails for want of it."""

    def __init__(self, server, params):
        super().__init__(server, {**params, "OPTIONS": {**PATIENCE, **params.get("OPTIONS", {})}})

    get = _forgiving(RedisCache.get, lambda key, default=None, version=None: default)
    get_many = _forgiving(RedisCache.get_many, lambda *_, **__: {})
    has_key = _forgiving(RedisCache.has_key, lambda *_, **__: False)
    add = _forgiving(RedisCache.add, lambda *_, **__: True)
    set = _forgiving(RedisCache.set, lambda *_, **__: None)
    set_many = _forgiving(RedisCache.set_many, lambda *_, **__: [])
    touch = _forgiving(RedisCache.touch, lambda *_, **__: False)
    incr = _forgiving(RedisCache.incr, lambda key, delta=1, version=None: delta)
    delete = _forgiving(RedisCache.delete, lambda *_, **__: False)
    delete_many = _forgiving(RedisCache.delete_many, lambda *_, **__: None)
    clear = _forgiving(RedisCache.clear, lambda *_, **__: False)
