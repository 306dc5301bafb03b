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


def test_each_process_counts_for_itself_while_redis_is_away():
    cache, of_another_thread = (ForgivingRedisCache(f"redis://127.0.0.1:{servers.free_port()}/0", {}) for _ in "ab")
    cache.clear()
    assert cache.add("code", 1, 150)
    assert not of_another_thread.add("code", 1, 150)
    assert of_another_thread.incr("code", 3) == 4
    cache.set_many({"a": 1})
    assert cache.get_many(["code", "a", "b"]) == {"code": 4, "a": 1}
    assert cache.get_or_set("seats", 7) == 7
    assert (cache.get("b"), cache.get("b", 5), cache.has_key("a"), cache.touch("a")) == (None, 5, True, True)
    assert cache.delete("code")
    cache.delete_many(["a", "seats"])
    assert not any(cache.has_key(name) for name in ("code", "a", "seats"))
