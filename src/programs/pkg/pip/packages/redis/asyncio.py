"""The same client to be awaited: nothing else runs while the server answers."""
from . import exceptions
from .client import Redis as _Redis
from .exceptions import *  # noqa: F403

_PLAIN = ("pipeline", "pubsub", "lock", "register_script")


class Redis:
    def __init__(self, *args, **kwargs):
        self._client = _Redis(*args, **kwargs)

    @classmethod
    def from_url(cls, url, **kwargs):
        made = cls.__new__(cls)
        made._client = _Redis.from_url(url, **kwargs)
        return made

    connection_pool = property(lambda self: self._client.connection_pool)

    def pipeline(self, *args, **kwargs):
        return Pipeline(self._client.pipeline(*args, **kwargs))

    def pubsub(self, **kwargs):
        return PubSub(self._client.pubsub(**kwargs))

    def __getattr__(self, name):
        found = getattr(self._client, name)
        if name.endswith("_iter"):
            return _iterating(found)
        return _awaited(found) if callable(found) else found

    async def aclose(self, close_connection_pool=None):
        self._client.close()

    close = aclose

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        await self.aclose()


def _awaited(method):
    async def call(*args, **kwargs):
        return method(*args, **kwargs)

    return call


def _iterating(method):
    async def each(*args, **kwargs):
        for item in method(*args, **kwargs):
            yield item

    return each


class Pipeline:
    """Commands are kept without waiting; `execute` is awaited."""

    _AWAITED = ("execute", "watch", "unwatch", "reset")

    def __init__(self, pipeline):
        self._pipeline = pipeline

    def __getattr__(self, name):
        found = getattr(self._pipeline, name)
        if name in self._AWAITED:
            return _awaited(found)

        def call(*args, **kwargs):
            result = found(*args, **kwargs)
            return self if result is self._pipeline else result

        return call

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self._pipeline.reset()


class PubSub:
    def __init__(self, pubsub):
        self._pubsub = pubsub

    async def listen(self):
        import asyncio

        while True:
            message = self._pubsub.get_message(timeout=0)
            if message is None:
                await asyncio.sleep(0.01)
            else:
                yield message

    async def get_message(self, ignore_subscribe_messages=False, timeout=0.0):
        import asyncio

        until = asyncio.get_running_loop().time() + (timeout or 0)
        while True:
            message = self._pubsub.get_message(ignore_subscribe_messages=ignore_subscribe_messages, timeout=0)
            if message is not None or asyncio.get_running_loop().time() >= until:
                return message
            await asyncio.sleep(0.01)

    def __getattr__(self, name):
        return _awaited(getattr(self._pubsub, name))

    async def aclose(self):
        self._pubsub.close()

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self._pubsub.close()


StrictRedis = Redis


def from_url(url, **kwargs):
    return Redis.from_url(url, **kwargs)


__all__ = ["Pipeline", "PubSub", "Redis", "StrictRedis", "exceptions", "from_url"]
