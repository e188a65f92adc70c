from collections import namedtuple

from . import _postgres, errors
from ._error import InterfaceError, OperationalError, ProgrammingError
from ._values import ProgrammingMistake, fill, from_server, literal, oid_of
from ._wire import Gone, Refused

ISOLATION_LEVEL_AUTOCOMMIT, ISOLATION_LEVEL_READ_COMMITTED, ISOLATION_LEVEL_REPEATABLE_READ, ISOLATION_LEVEL_SERIALIZABLE = 0, 1, 2, 3
STATUS_READY, STATUS_BEGIN = 1, 2
TRANSACTION_STATUS_IDLE, TRANSACTION_STATUS_INTRANS, TRANSACTION_STATUS_INERROR = 0, 2, 3
class Column(namedtuple("Column", "name type_code display_size internal_size precision scale null_ok")):
    __slots__ = ()

    def __repr__(self):
        return f"Column({', '.join(f'{n}={v!r}' for n, v in zip(self._fields, self) if v is not None)})"




def parse_dsn(dsn):
    try:
        return _postgres.parse_dsn(dsn)
    except ValueError as e:
        raise ProgrammingError(f"invalid dsn: {e}") from None


def make_dsn(dsn=None, **kwargs):
    options = {**(parse_dsn(dsn) if dsn else {}), **{("dbname" if k == "database" else k): v for k, v in kwargs.items() if v is not None}}
    return " ".join(f"{k}={v}" for k, v in options.items())


def quote_ident(text, scope=None):
    return _postgres.escape_identifier(text)


def register_adapter(kind, adapter):
    raise NotImplementedError("drydock: adapters of psycopg2 are not simulated")


class connection:
    cursor_factory = None

    def __init__(self, options):
        if isinstance(options, str):
            options = parse_dsn(options)
        from types import SimpleNamespace

        self.info = SimpleNamespace(**{k: options.get(k) for k in ("host", "user", "password", "dbname")}, port=int(options.get("port") or 5432))
        self._options, self._wire = options, _postgres.connect(options, OperationalError)
        self.closed, self.notices, self._open, self._failed = 0, [], False, False
        self._autocommit, self.encoding, self.readonly, self.deferrable = False, "UTF8", None, None
        self.isolation_level = ISOLATION_LEVEL_READ_COMMITTED

    @property
    def dsn(self):
        # In libpq's order.
        order = {name: n for n, name in enumerate("service user password passfile connect_timeout dbname host hostaddr port options application_name".split())}
        shown = {("dbname" if k == "database" else k): ("xxx" if k == "password" else v) for k, v in self._options.items()}
        return make_dsn(**dict(sorted(shown.items(), key=lambda pair: order.get(pair[0], 99))))

    @property
    def server_version(self):
        major, _, minor = self._wire.version.split()[1 if self._wire.version.startswith("PostgreSQL") else 0].partition(".")
        return int(major) * 10000 + int("".join(c for c in minor.split(".")[0] if c.isdigit()) or 0)

    @property
    def status(self):
        return STATUS_BEGIN if self._open else STATUS_READY

    def get_transaction_status(self):
        return TRANSACTION_STATUS_INERROR if self._failed else TRANSACTION_STATUS_INTRANS if self._open else TRANSACTION_STATUS_IDLE

    def get_dsn_parameters(self):
        return {k: str(v) for k, v in self._options.items() if k != "password"}

    @property
    def autocommit(self):
        return self._autocommit

    @autocommit.setter
    def autocommit(self, value):
        if self._open:
            raise ProgrammingError("set_session cannot be used inside a transaction")
        self._autocommit = bool(value)

    def set_session(self, isolation_level=None, readonly=None, deferrable=None, autocommit=None):
        if autocommit is not None:
            self.autocommit = autocommit

    def set_isolation_level(self, level):
        if level == ISOLATION_LEVEL_AUTOCOMMIT:
            self.rollback()
        self._autocommit = level == ISOLATION_LEVEL_AUTOCOMMIT

    def set_client_encoding(self, encoding):
        self.encoding = encoding

    def _check(self):
        if self.closed:
            raise InterfaceError("connection already closed")

    def cursor(self, name=None, cursor_factory=None, withhold=False, scrollable=None):
        self._check()
        return (cursor_factory or self.cursor_factory or cursor)(self, name)

    def _send(self, sql, cur=None):
        try:
            reply = self._wire.ask(sql)
        except Refused as e:
            self._failed = self._open
            raise errors.from_failure(e.failure, sql, cur) from None
        except Gone:
            self.closed = 2
            raise OperationalError("server closed the connection unexpectedly\n\tThis probably means the server terminated abnormally\n\tbefore or while processing the request.\n") from None
        self._open = reply.get("inTransaction", False)
        self.notices += [f"NOTICE:  {n}\n" for n in reply["result"].get("notices", [])]
        return reply["result"]

    def _run(self, sql, cur):
        self._check()
        if not self._autocommit and not self._open:
            self._send("BEGIN")
        parts = _postgres.statements(sql)
        together = len(parts) > 1 and not self._open
        if together:
            self._send("BEGIN")
        for part in parts:
            result = self._send(part, cur)
        if together and self._open:
            self._send("COMMIT")
        return result

    def commit(self):
        self._end("COMMIT")

    def rollback(self):
        self._end("ROLLBACK")

    def _end(self, word):
        self._check()
        if self._open:
            self._send(word)
        self._open = self._failed = False

    def close(self):
        if not self.closed:
            self._wire.close()
            self.closed = 1

    def __enter__(self):
        self._check()
        return self

    def __exit__(self, kind, value, tb):
        if kind is None:
            self.commit()
        else:
            self.rollback()

    def __repr__(self):
        return f"<connection object at {id(self):#x}; dsn: '{self.dsn}', closed: {self.closed}>"


class cursor:
    def __repr__(self):
        return f"<cursor object at {id(self):#x}; closed: {-1 if self.closed else 0}>"

    arraysize, itersize, row_factory = 1, 2000, None

    def __init__(self, conn, name=None):
        self.connection, self.name, self.closed = conn, name, False
        self.description, self.rowcount, self.rownumber, self.query, self.statusmessage, self.lastrowid = None, -1, 0, None, None, 0
        self._rows = []

    def _text(self, sql):
        return sql.as_string(self) if hasattr(sql, "as_string") else sql.decode() if isinstance(sql, bytes) else sql

    def mogrify(self, sql, vars=None):
        try:
            return fill(self._text(sql), vars or None, literal).encode()
        except ProgrammingMistake as e:
            raise ProgrammingError(str(e)) from None

    def execute(self, query, vars=None):
        if self.closed:
            raise InterfaceError("cursor already closed")
        sql = self.mogrify(query, vars).decode()
        if not sql.strip():
            raise ProgrammingError("can't execute an empty query")
        self.query = sql.encode()
        result = self.connection._run(sql, self)
        self._take(result)

    def _take(self, result):
        columns = result.get("columns")
        self.statusmessage, self.rownumber = result["tag"], 0
        if columns is None:
            self.description, self._rows, self.rowcount = None, [], result.get("affected", -1)
            if result["tag"].split(" ")[0] not in ("INSERT", "UPDATE", "DELETE", "MERGE", "COPY"):
                self.rowcount = -1
            return
        self.description = tuple(Column(c["name"], oid_of(c["type"]), None, None, None, None, None) for c in columns)
        types = [c["type"] for c in columns]
        self._rows = [tuple(from_server(v, t) for v, t in zip(row, types)) for row in result["rows"]]
        self.rowcount = len(self._rows)

    def executemany(self, query, vars_list):
        total = 0
        for vars in vars_list:
            self.execute(query, vars)
            total += max(self.rowcount, 0)
        self.rowcount = total

    def callproc(self, procname, parameters=None):
        self.execute(f"SELECT * FROM {procname}({', '.join(['%s'] * len(parameters or ()))})", parameters)

    def _row(self, values):
        return values

    def _need(self):
        if self.description is None:
            raise ProgrammingError("no results to fetch")

    def fetchone(self):
        self._need()
        if self.rownumber >= len(self._rows):
            return None
        self.rownumber += 1
        return self._row(self._rows[self.rownumber - 1])

    def fetchmany(self, size=None):
        return [row for _ in range(size or self.arraysize) if (row := self.fetchone()) is not None]

    def fetchall(self):
        self._need()
        rest, self.rownumber = self._rows[self.rownumber :], len(self._rows)
        return [self._row(r) for r in rest]

    def scroll(self, value, mode="relative"):
        self.rownumber = value if mode == "absolute" else self.rownumber + value

    def copy_from(self, *args, **kwargs):
        raise NotImplementedError("drydock: COPY of psycopg2 is not simulated")

    copy_to = copy_expert = copy_from

    def close(self):
        self.closed = True

    def __iter__(self):
        while (row := self.fetchone()) is not None:
            yield row

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


class AsIs:
    def __init__(self, value):
        self._value = value

    def __drydock_sql__(self):
        return str(self._value)
