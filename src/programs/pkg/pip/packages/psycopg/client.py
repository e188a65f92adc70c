from collections import namedtuple
from uuid import UUID

from . import _postgres, errors
from ._values import CONVERT, ProgrammingMistake, fill, from_server, oid_of
from ._wire import Gone, Refused
from .errors import InterfaceError, OperationalError, ProgrammingError
from .rows import tuple_row

Column = namedtuple("Column", "name type_code display_size internal_size precision scale null_ok")
_CONVERT = {**CONVERT, "uuid": UUID}


def _failed(text):
    text = text.rstrip("\n")
    if text.startswith("could not translate host name"):
        host = text.split('"')[1]
        return OperationalError(f"failed to resolve host '{host}': [Errno -2] Name or service not known")
    return OperationalError(f"connection failed: {text}" if text.startswith("connection to server") else text)


class Connection:
    def __init__(self, options, autocommit=False, row_factory=tuple_row, cursor_factory=None):
        self._options, self._wire = options, _postgres.connect(options, _failed)
        self.autocommit, self.row_factory, self.cursor_factory = autocommit, row_factory, cursor_factory or Cursor
        self.closed = self.broken = self._open = False
        self._depth = 0

    @classmethod
    def connect(cls, conninfo="", *, autocommit=False, row_factory=tuple_row, cursor_factory=None, prepare_threshold=5, context=None, **kwargs):
        try:
            options = {**_postgres.parse_dsn(conninfo), **{k: v for k, v in kwargs.items() if v is not None}}
        except ValueError as e:
            raise ProgrammingError(str(e).rstrip("\n")) from None
        return cls(options, autocommit, row_factory, cursor_factory)

    @property
    def info(self):
        from types import SimpleNamespace

        return SimpleNamespace(dbname=self._options.get("dbname"), host=self._options.get("host"), user=self._options.get("user"), port=self._options.get("port", 5432), server_version=self._wire.version)

    def cursor(self, name="", *, binary=False, row_factory=None, scrollable=None, withhold=False):
        self._check()
        return self.cursor_factory(self, row_factory or self.row_factory)

    def execute(self, query, params=None, *, prepare=None, binary=False):
        return self.cursor().execute(query, params)

    def _check(self):
        if self.closed:
            raise OperationalError("the connection is closed")

    def _send(self, sql):
        try:
            reply = self._wire.ask(sql)
        except Refused as e:
            raise errors.from_failure(e.failure, sql) from None
        except Gone:
            self.closed = self.broken = True
            raise OperationalError("consuming input failed: server closed the connection unexpectedly") from None
        self._open = reply.get("inTransaction", False)
        return reply["result"]

    def _run(self, sql):
        self._check()
        if not self.autocommit and not self._open:
            self._send("BEGIN")
        return self._send(sql)

    def commit(self):
        self._end("COMMIT")

    def rollback(self):
        self._end("ROLLBACK")

    def _end(self, word):
        self._check()
        if self._open:
            self._send(word)
        self._open = False

    def transaction(self, savepoint_name=None, force_rollback=False):
        return Transaction(self, savepoint_name, force_rollback)

    def close(self):
        if not self.closed:
            self._wire.close()
            self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if self.closed:
            return
        if kind is None:
            self.commit()
        else:
            self.rollback()
        self.close()


class Transaction:
    def __init__(self, connection, savepoint_name, force_rollback):
        self.connection, self.savepoint_name, self.force_rollback = connection, savepoint_name, force_rollback

    def __enter__(self):
        c = self.connection
        self._inner = c._open
        if self._inner:
            self.savepoint_name = self.savepoint_name or f"_pg3_{c._depth + 1}"
            c._send(f'SAVEPOINT "{self.savepoint_name}"')
        else:
            c._send("BEGIN")
        c._depth += 1
        return self

    def __exit__(self, kind, value, tb):
        c = self.connection
        c._depth -= 1
        back = kind is not None or self.force_rollback
        if self._inner:
            c._send(f'{"ROLLBACK TO" if back else "RELEASE"} "{self.savepoint_name}"')
        else:
            c._end("ROLLBACK" if back else "COMMIT")


class Cursor:
    arraysize = 1

    def __init__(self, connection, row_factory):
        self.connection, self.row_factory = connection, row_factory
        self.description, self.rowcount, self.rownumber, self.statusmessage, self.closed = None, -1, None, None, False
        self._rows, self._at = [], 0

    def execute(self, query, params=None, *, prepare=None, binary=None):
        if self.closed:
            raise InterfaceError("the cursor is closed")
        text = query.as_string(self) if hasattr(query, "as_string") else query.decode() if isinstance(query, bytes) else query
        try:
            sql = fill(text, params)
        except ProgrammingMistake as e:
            raise ProgrammingError(str(e).replace("can't adapt", "cannot adapt")) from None
        except (IndexError, TypeError):
            wanted = text.count("%s")
            raise ProgrammingError(f"the query has {wanted} placeholders but {len(params)} parameters were passed") from None
        result = self.connection._run(sql)
        columns = result.get("columns")
        self.statusmessage, self._at = result["tag"], 0
        if columns is None:
            self.description, self._rows = None, []
            self.rowcount = result.get("affected", -1) if result["tag"].split(" ")[0] in ("INSERT", "UPDATE", "DELETE", "MERGE") else -1
            return self
        self.description = [Column(c["name"], oid_of(c["type"]), None, None, None, None, None) for c in columns]
        types = [c["type"] for c in columns]
        make = self.row_factory(self)
        self._rows = [make(tuple(from_server(v, t, _CONVERT) for v, t in zip(row, types))) for row in result["rows"]]
        self.rowcount = len(self._rows)
        return self

    def executemany(self, query, params_seq, *, returning=False):
        total = 0
        for params in params_seq:
            self.execute(query, params)
            total += max(self.rowcount, 0)
        self.rowcount = total

    def _need(self):
        if self.description is None:
            raise ProgrammingError("the last operation didn't produce records (command status: %s)" % self.statusmessage if self.statusmessage else "no result available")

    def fetchone(self):
        self._need()
        if self._at >= len(self._rows):
            return None
        self._at += 1
        return self._rows[self._at - 1]

    def fetchmany(self, size=0):
        return [r for _ in range(size or self.arraysize) if (r := self.fetchone()) is not None]

    def fetchall(self):
        self._need()
        rest, self._at = self._rows[self._at :], len(self._rows)
        return rest

    def copy(self, *args, **kwargs):
        raise NotImplementedError("drydock: COPY of psycopg is not simulated")

    def close(self):
        self.closed = True

    def __iter__(self):
        while self._at < len(self._rows):
            yield self.fetchone()

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()
