"""A client of MySQL, as Drydock simulates PyMySQL."""
from . import cursors, err
from .connections import Connection
from .converters import escape_string
from .err import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    MySQLError,
    NotSupportedError,
    OperationalError,
    ProgrammingError,
    Warning,
)

__version__ = "@VERSION@"
VERSION = tuple(int(n) for n in "@VERSION@".split(".") if n.isdigit())
apilevel, threadsafety, paramstyle = "2.0", 1, "pyformat"
connect = Connect = Connection


def install_as_MySQLdb():
    import sys

    sys.modules["MySQLdb"] = sys.modules["pymysql"]


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    raise AttributeError(f"drydock: pymysql.{name} is not simulated")
