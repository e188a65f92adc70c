"""A client of PostgreSQL, as Drydock simulates psycopg2."""
from datetime import date as Date
from datetime import datetime as Timestamp
from datetime import time as Time

from . import errors, extensions
from ._error import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,
)
from .extensions import connection as _connection

__version__ = "@VERSION@ (dt dec pq3 ext lo64)"
__libpq_version__ = 170006
apilevel, threadsafety, paramstyle = "2.0", 2, "pyformat"
Binary = bytes


def connect(dsn=None, connection_factory=None, cursor_factory=None, **kwargs):
    if dsn is None and not kwargs:
        raise TypeError("missing dsn and no parameters")
    options = {**(extensions.parse_dsn(dsn) if dsn else {}), **{k: v for k, v in kwargs.items() if v is not None}}
    if kwargs.pop("async_", None) or kwargs.pop("async", None):
        raise NotSupportedError("drydock: asynchronous connections are not simulated")
    made = (connection_factory or _connection)(options)
    if cursor_factory is not None:
        made.cursor_factory = cursor_factory
    return made


def __getattr__(name):
    if name in ("extras", "sql", "pool", "errorcodes"):
        from importlib import import_module

        return import_module(f"psycopg2.{name}")
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: psycopg2.{name} is not simulated")
