import re
from collections import namedtuple
from ipaddress import ip_address, ip_interface, ip_network
from uuid import UUID
from zoneinfo import ZoneInfo

from . import _postgres, errors
from ._values import CONVERT, ProgrammingMistake, fill, from_server, oid_of
from ._wire import Gone, Refused
from .errors import InterfaceError, OperationalError, ProgrammingError
from .rows import tuple_row

def _number(version):
    major, _, minor = version.split()[1 if version.startswith("PostgreSQL") else 0].partition(".")
    return int(major) * 10000 + int("".join(c for c in minor.split(".")[0] if c.isdigit()) or 0)


def _place(connection):
    o = connection._options
    words = [f"{k}={o[n]}" for k, n in (("host", "host"), ("port", "port"), ("user", "user"), ("database", "dbname")) if o.get(n) and not (k == "port" and int(o[n]) == 5432)]
    return f" ({' '.join(words)})" if words else ""


Column = namedtuple("Column", "name type_code display_size internal_size precision scale null_ok")


def _zoned(text):
    return CONVERT["timestamp with time zone"](text).astimezone(ZoneInfo("Etc/UTC"))


_CONVERT = {**CONVERT, "uuid": UUID, "inet": lambda t: (ip_interface if "/" in t else ip_address)(t), "cidr": ip_network, "timestamp with time zone": _zoned}


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
        self._notice_handlers = []
        self._depth = 0

    @classmethod
    def connect(cls, conninfo="", *, autocommit=False, row_factory=tuple_row, cursor_factory=None, prepare_threshold=5, context=None, **kwargs):
        try:
            options = {**_postgres.parse_dsn(conninfo), **{k: v for k, v in kwargs.items() if v is not None}}
        except ValueError as e:
            raise ProgrammingError(str(e)) from None
        return cls(options, autocommit, row_factory, cursor_factory)

    @property
    def info(self):
        from types import SimpleNamespace

        o, user = self._options, self._options.get("user") or "root"
        return SimpleNamespace(
            dbname=o.get("dbname") or user, host=o.get("host") or "", user=user, port=int(o.get("port") or 5432), password=o.get("password") or "",
            server_version=_number(self._wire.version), status=1 if self.closed else 0, transaction_status=2 if self._open else 0, encoding="utf-8", vendor="PostgreSQL",
        )

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
        for notice in reply["result"].get("notices", []):
            for handler in self._notice_handlers:
                handler(errors.Diagnostic({"message": notice}, "NOTICE"))
        return reply["result"]

    def _run(self, sql):
        self._check()
        if not self.autocommit and not self._open:
            self._send("BEGIN")
        parts = _postgres.statements(sql)
        together = len(parts) > 1 and not self._open
        if together:
            self._send("BEGIN")
        results = [self._send(part) for part in parts]
        if together and self._open:
            self._send("COMMIT")
        return results

    def add_notice_handler(self, callback):
        self._notice_handlers.append(callback)

    def remove_notice_handler(self, callback):
        self._notice_handlers.remove(callback)

    def __repr__(self):
        state = "BAD" if self.closed else "INTRANS" if self._open else "IDLE"
        return f"<{type(self).__module__.partition('.')[0]}.{type(self).__name__} [{state}]{_place(self)} at {id(self):#x}>"

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
        self.description, self.rowcount, self.statusmessage, self.closed = None, -1, None, False
        self._rows, self._at, self._results = [], 0, []

    def execute(self, query, params=None, *, prepare=None, binary=None):
        if self.closed:
            raise InterfaceError("the cursor is closed")
        text = query.as_string(self) if hasattr(query, "as_string") else query.decode() if isinstance(query, bytes) else query
        try:
            sql = fill(text, params)
        except ProgrammingMistake as e:
            raise ProgrammingError(str(e).replace("can't adapt", "cannot adapt")) from None
        except ValueError as e:
            found = re.search(r"%[^stb(%]", text)
            raise ProgrammingError(f"only '%s', '%b', '%t' are allowed as placeholders, got '{found[0] if found else e}'") from None
        except (IndexError, TypeError):
            if re.search(r"%\(\w+\)", text):
                raise TypeError("named placeholders require a mapping of parameters") from None
            wanted = text.count("%s")
            raise ProgrammingError(f"the query has {wanted} placeholders but {len(params)} parameters were passed") from None
        self._results = self.connection._run(sql)
        self._take(self._results.pop(0))
        return self

    def __repr__(self):
        c = self.connection
        state = "closed" if self.closed else "no result" if self.statusmessage is None else self.statusmessage
        where = "BAD" if c.closed else "INTRANS" if c._open else "IDLE"
        return f"<psycopg.Cursor [{state}] [{where}]{_place(c)} at {id(self):#x}>"

    def nextset(self):
        if not self._results:
            return None
        self._take(self._results.pop(0))
        return True

    def _take(self, result):
        columns = result.get("columns")
        self.statusmessage, self._at = result["tag"], 0
        if columns is None:
            self.description, self._rows = None, []
            self.rowcount = result.get("affected", -1) if result["tag"].split(" ")[0] in ("INSERT", "UPDATE", "DELETE", "MERGE") else -1
            return
        self.description = [Column(c["name"], oid_of(c["type"]), None, None, None, None, None) for c in columns]
        types = [c["type"] for c in columns]
        make = self.row_factory(self)
        self._rows = [make(tuple(from_server(v, t, _CONVERT) for v, t in zip(row, types))) for row in result["rows"]]
        self.rowcount = len(self._rows)

    def executemany(self, query, params_seq, *, returning=False):
        total = 0
        for params in params_seq:
            self.execute(query, params)
            total += max(self.rowcount, 0)
        self.rowcount = total

    @property
    def rownumber(self):
        return None if self.description is None else self._at

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
