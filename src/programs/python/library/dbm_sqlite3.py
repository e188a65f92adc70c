"""A database of keys and values, in a table of SQLite."""

import os
import sqlite3
from collections.abc import MutableMapping

from . import error as _errors


class error(OSError, _errors[0]):
    pass


_CLOSED = "DBM object has already been closed"


def _bytes(value):
    return value.encode("utf-8") if isinstance(value, str) else bytes(value)


class _Database(MutableMapping):
    def __init__(self, path, flag, mode):
        if flag not in ("r", "w", "c", "n"):
            raise ValueError(f"Flag must be one of 'r', 'w', 'c', or 'n', not {flag!r}")
        if flag == "n":
            try:
                os.remove(path)
            except FileNotFoundError:
                pass
        fresh = not os.path.exists(path)
        if fresh and flag in "rw":
            raise error(f"unable to open database file")
        self._readonly = flag == "r"
        try:
            self._cx = sqlite3.connect(os.fspath(path), autocommit=True)
            if not self._readonly:
                self._cx.execute("CREATE TABLE IF NOT EXISTS Dict (key BLOB UNIQUE NOT NULL, value BLOB NOT NULL)")
        except sqlite3.Error as exc:
            raise error(str(exc))
        if fresh:
            os.chmod(path, mode & ~_umask())

    def _execute(self, *args):
        if not self._cx:
            raise error(_CLOSED)
        try:
            return self._cx.execute(*args)
        except sqlite3.Error as exc:
            raise error(str(exc))

    def _change(self, *args):
        if self._readonly and self._cx:
            raise error("attempt to write a readonly database")
        return self._execute(*args)

    def __len__(self):
        return self._execute("SELECT COUNT(*) FROM Dict").fetchone()[0]

    def __getitem__(self, key):
        row = self._execute("SELECT value FROM Dict WHERE key = CAST(? AS BLOB)", (_bytes(key),)).fetchone()
        if row is None:
            raise KeyError(key)
        return row[0]

    def __setitem__(self, key, value):
        self._change("REPLACE INTO Dict (key, value) VALUES (CAST(? AS BLOB), CAST(? AS BLOB))", (_bytes(key), _bytes(value)))

    def __delitem__(self, key):
        if not self._change("DELETE FROM Dict WHERE key = CAST(? AS BLOB)", (_bytes(key),)).rowcount:
            raise KeyError(key)

    def __iter__(self):
        for (key,) in self._execute("SELECT key FROM Dict").fetchall():
            yield key

    def keys(self):
        return list(super().keys())

    def close(self):
        if self._cx:
            self._cx.close()
            self._cx = None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def open(filename, flag="r", mode=0o666):
    return _Database(filename, flag, mode)
