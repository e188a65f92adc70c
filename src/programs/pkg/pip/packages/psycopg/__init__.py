"""A client of PostgreSQL, as Drydock simulates psycopg."""
from . import errors, rows, sql, types
from .client import Connection, Cursor, Transaction
from .waiting import AsyncConnection, AsyncCursor
from .errors import (
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

__version__ = "@VERSION@"
apilevel, threadsafety, paramstyle = "2.0", 2, "pyformat"
connect = Connection.connect


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: psycopg.{name} is not simulated")
