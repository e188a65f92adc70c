import re

from . import err
from ._mysql import TYPES, base_type, fill, from_server, literal

_VALUES = re.compile(r"\s*((?:INSERT|REPLACE)\b.+\bVALUES?\s*)(\(\s*(?:%s|%\(.+\)s)\s*(?:,\s*(?:%s|%\(.+\)s)\s*)*\))(\s*(?:ON DUPLICATE.*)?);?\s*\Z", re.I | re.S)


class Cursor:
    arraysize, max_stmt_length = 1, 1024000

    def __init__(self, connection):
        self.connection, self.description, self.rowcount, self.rownumber, self.lastrowid = connection, None, -1, 0, None
        self._rows, self._executed = (), None

    def mogrify(self, query, args=None):
        return fill(query, args)

    def execute(self, query, args=None):
        if self.connection is None:
            raise err.ProgrammingError("Cursor closed")
        sql = self.mogrify(query, args)
        self._executed = sql
        return self._take(self.connection.query(sql))

    def _take(self, result):
        columns = result.get("columns")
        self.rownumber, self.lastrowid = 0, result.get("insertId") or 0
        if columns is None:
            self.description, self._rows, self.rowcount = None, (), result.get("affected", 0)
            return self.rowcount
        self.description = tuple((c["name"], TYPES.get(base_type(c["type"]), 253), None, None, None, None, True) for c in columns)
        names, types = [c["name"] for c in columns], [c["type"] for c in columns]
        self._rows = self._all([self._row(names, tuple(from_server(v, t) for v, t in zip(row, types))) for row in result["rows"]])
        self.rowcount = len(self._rows)
        return self.rowcount

    def _all(self, rows):
        return tuple(rows)

    def _row(self, names, values):
        return values

    def executemany(self, query, args):
        if not args:
            return 0
        m = _VALUES.match(query)
        if m:
            rows = ",".join(m[2] % ({k: literal(v) for k, v in a.items()} if isinstance(a, dict) else tuple(map(literal, a))) for a in args)
            return self.execute(m[1] + rows + m[3])
        self.rowcount = sum(self.execute(query, a) for a in args)
        return self.rowcount

    def callproc(self, procname, args=()):
        raise NotImplementedError("drydock: stored procedures are not simulated")

    def _check(self):
        if self._executed is None:
            raise err.ProgrammingError("execute() first")

    def fetchone(self):
        self._check()
        if self.rownumber >= len(self._rows):
            return None
        self.rownumber += 1
        return self._rows[self.rownumber - 1]

    def fetchmany(self, size=None):
        self._check()
        end = self.rownumber + (size or self.arraysize)
        part, self.rownumber = self._rows[self.rownumber : end], min(end, len(self._rows))
        return part

    def fetchall(self):
        self._check()
        part, self.rownumber = self._rows[self.rownumber :], len(self._rows)
        return part

    def scroll(self, value, mode="relative"):
        self.rownumber = value if mode == "absolute" else self.rownumber + value

    def nextset(self):
        return None

    def close(self):
        self.connection = None

    def __iter__(self):
        return iter(self.fetchone, None)

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class DictCursor(Cursor):
    def _all(self, rows):
        return list(rows)

    def _row(self, names, values):
        return dict(zip(names, values))


SSCursor, SSDictCursor = Cursor, DictCursor
