"""No request fails for want of the shared cache."""

import pytest

from advisory.cache import ForgivingRedisCache
from tests import servers


@pytest.fixture(scope="module")
def redis_url():
    with servers.redis() as url:
        yield url


def test_cache_remembers_and_counts(redis_url):
    cache = ForgivingRedisCache(redis_url, {})
    assert cache.add("seats", 1)
    assert not cache.add("seats", 2)
    assert cache.incr("seats") == 2
    cache.set_many({"a": 1, "b": 2})
    assert cache.get_many(["a", "b", "c"]) == {"a": 1, "b": 2}


def test_cache_forgets_while_redis_is_away():
    cache = ForgivingRedisCache(f"redis://127.0.0.1:{servers.free_port()}/0", {})
    cache.set("seats", 1)
    cache.set_many({"a": 1})
    assert cache.add("seats", 1)
    assert cache.get("seats") is None
    assert cache.get("seats", 5) == 5
    assert cache.get_or_set("seats", 7) == 7
    assert cache.get_many(["seats"]) == {}
    assert cache.incr("seats", 3) == 3
    assert cache.delete("seats") is False
    assert not cache.has_key("seats")
