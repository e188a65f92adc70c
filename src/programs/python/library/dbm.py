"""Databases of keys and values in files, to the standard library's documented interface: kept in SQLite."""

import os

__all__ = ["open", "whichdb", "error"]


class _Error(Exception):
    pass


_names = ["dbm.sqlite3"]
error = (_Error, OSError)
_MAGIC = b"SQLite format 3\x00"


def whichdb(filename):
    """The module that reads a file: "dbm.sqlite3", "" for one that none knows, None for one that cannot be read."""
    try:
        with __builtins__["open"](os.fsencode(filename), "rb") as file:
            return "dbm.sqlite3" if file.read(16) == _MAGIC else ""
    except OSError:
        return None


def open(file, flag="r", mode=0o666):
    """Opens or makes a database. `flag`: r, w, c (made when it is not there), n (always made anew)."""
    from . import sqlite3

    if "n" not in flag:
        kind = whichdb(file)
        if kind is None and "c" not in flag:
            raise error[0]("db file doesn't exist; use 'c' or 'n' flag to create a new db")
        if kind == "" and os.path.getsize(file):
            raise error[0]("db type could not be determined")
    return sqlite3.open(file, flag, mode)
