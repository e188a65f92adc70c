"""A client of Redis, as Drydock simulates it."""
from . import exceptions
from .client import Pipeline, PubSub, Redis, StrictRedis, from_url
from .connection import BlockingConnectionPool, Connection, ConnectionPool
from .exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError,
    DataError,
    InvalidResponse,
    LockError,
    PubSubError,
    ReadOnlyError,
    RedisError,
    ResponseError,
    TimeoutError,
    WatchError,
)

__version__ = "@VERSION@"


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: redis.{name} is not simulated")
