from collections import namedtuple

from . import errors
from ._mysql import TYPES, base_type, fill, from_server


class MySQLCursor:
    arraysize = 1

    def __init__(self, connection):
        self._connection, self.description, self.rowcount, self.lastrowid = connection, None, -1, None
        self.statement, self._rows, self._at = None, [], 0

    @property
    def column_names(self):
        return tuple(c[0] for c in self.description or ())

    @property
    def with_rows(self):
        return self.description is not None

    def execute(self, operation, params=None, multi=False, map_results=False):
        if self._connection is None:
            raise errors.ProgrammingError("Cursor is not connected", 2055)
        if multi:
            raise NotImplementedError("drydock: several statements in one are not simulated")
        try:
            sql = fill(operation, params) if params else operation
        except TypeError as e:
            if "not enough arguments" in str(e) or "not all arguments" in str(e):
                few = "not enough" in str(e)
                raise errors.ProgrammingError("Not enough parameters for the SQL statement" if few else "Not all parameters were used in the SQL statement") from None
            raise
        self.statement = sql
        result = self._connection._run(sql)
        columns = result.get("columns")
        self._at, self.lastrowid = 0, result.get("insertId") or 0
        if columns is None:
            self.description, self._rows, self.rowcount = None, [], result.get("affected", 0)
            return
        self.description = [(c["name"], TYPES.get(base_type(c["type"]), 253), None, None, None, None, 1, 0, 45) for c in columns]
        types = [c["type"] for c in columns]
        self._rows = [self._row(tuple(from_server(v, t) for v, t in zip(row, types))) for row in result["rows"]]
        self.rowcount = len(self._rows)

    def _row(self, values):
        return values

    def executemany(self, operation, seq_params):
        total = 0
        for params in seq_params:
            self.execute(operation, params)
            total += self.rowcount
        self.rowcount = total

    def callproc(self, procname, args=()):
        raise NotImplementedError("drydock: stored procedures are not simulated")

    def _need(self):
        if self.description is None:
            raise errors.InterfaceError("No result set to fetch from")

    def fetchone(self):
        self._need()
        if self._at >= len(self._rows):
            return None
        self._at += 1
        return self._rows[self._at - 1]

    def fetchmany(self, size=None):
        return [r for _ in range(size or self.arraysize) if (r := self.fetchone()) is not None]

    def fetchall(self):
        self._need()
        rest, self._at = self._rows[self._at :], len(self._rows)
        return rest

    def nextset(self):
        return None

    def close(self):
        self._connection = None
        return True

    def __iter__(self):
        return iter(self.fetchone, None)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class MySQLCursorDict(MySQLCursor):
    def _row(self, values):
        return dict(zip(self.column_names, values))


class MySQLCursorNamedTuple(MySQLCursor):
    def _row(self, values):
        return namedtuple("Row", self.column_names)(*values)
