"""A client of MySQL, as Drydock simulates MySQL Connector/Python."""
from . import errorcode, errors
from .connection import MySQLConnection
from .errors import (
    DatabaseError,
    DataError,
    Error,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    OperationalError,
    PoolError,
    ProgrammingError,
    Warning,
)

__version__ = "@VERSION@"
apilevel, threadsafety, paramstyle = "2.0", 1, "pyformat"
CMySQLConnection = MySQLConnection


def connect(*args, pool_name=None, pool_size=None, **kwargs):
    """With a pool's name each call makes a connection of its own."""
    return MySQLConnection(*args, **kwargs)


Connect = connect


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    if name == "pooling":
        from importlib import import_module

        return import_module("mysql.connector.pooling")
    raise AttributeError(f"drydock: mysql.connector.{name} is not simulated")
