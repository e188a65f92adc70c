import re

from . import err
from ._mysql import literal
from ._wire import Gone, Refused, Wire
from .cursors import Cursor


class Connection:
    def __init__(
        self, *, user=None, password="", host=None, database=None, unix_socket=None, port=0, charset="utf8mb4", cursorclass=Cursor,
        connect_timeout=10, autocommit=False, defer_connect=False, db=None, passwd=None, read_timeout=None, write_timeout=None,
        init_command=None, use_unicode=True, client_flag=0, ssl=None, local_infile=False, **more,
    ):
        if ssl:
            raise NotImplementedError("drydock: TLS of PyMySQL is not simulated")
        if more:
            raise TypeError(f"drydock: pymysql.connect({', '.join(more)}=...) is not simulated")
        self.host, self.port, self.user = host or "localhost", int(port or 3306), user or "root"
        self.password, self.db, self.unix_socket = passwd or password or "", database or db, unix_socket
        self.cursorclass, self.connect_timeout, self.autocommit_mode, self.init_command = cursorclass, connect_timeout, autocommit, init_command
        self.charset, self._wire, self._open, self._affected, self._insert_id = charset, None, False, 0, 0
        if not defer_connect:
            self.connect()

    def connect(self, sock=None):
        where = self.unix_socket or f"{self.host}"
        hello = {"user": self.user, "password": str(self.password) if self.password else None, "database": self.db}
        try:
            self._wire = Wire(self.unix_socket or (self.host, self.port), hello, self.connect_timeout)
        except OSError as e:
            raise err.OperationalError(2003, f"Can't connect to MySQL server on {where!r} ({e})")
        except Refused as e:
            raise self._error(e.failure) from None
        except Gone:
            raise err.OperationalError(2013, "Lost connection to MySQL server during query") from None
        self.server_version = self._wire.version
        if self.init_command:
            self._send(self.init_command)

    @property
    def open(self):
        return self._wire is not None

    def _error(self, failure):
        return err.kind_of(failure["number"])(failure["number"], failure["message"])

    def _send(self, sql):
        if self._wire is None:
            raise err.InterfaceError(0, "")
        if not sql.strip():
            raise err.OperationalError(1065, "Query was empty")
        try:
            reply = self._wire.ask(sql)
        except Refused as e:
            raise self._error(e.failure) from None
        except Gone:
            self._wire = None
            raise err.OperationalError(2013, "Lost connection to MySQL server during query") from None
        self._open, self.db = reply.get("inTransaction", False), reply.get("database") or self.db
        self._affected, self._insert_id = reply["result"].get("affected", 0), reply["result"].get("insertId") or 0
        return reply["result"]

    def query(self, sql, unbuffered=False):
        changes = re.match(r"\s*(?:insert|update|delete|replace|select)\b", sql, re.I)
        if changes and not self.autocommit_mode and not self._open:
            self._send("START TRANSACTION")
        return self._send(sql)

    def cursor(self, cursor=None):
        return (cursor or self.cursorclass)(self)

    def begin(self):
        self._send("START TRANSACTION")

    def commit(self):
        self._send("COMMIT")

    def rollback(self):
        self._send("ROLLBACK")

    def autocommit(self, value):
        self.autocommit_mode = bool(value)

    def get_autocommit(self):
        return self.autocommit_mode

    def select_db(self, db):
        self._send(f"USE `{db}`")

    def ping(self, reconnect=True):
        try:
            self._send("SELECT 1")
        except err.MySQLError:
            if not reconnect:
                raise err.Error("Already closed") from None
            self.connect()

    def escape(self, obj, mapping=None):
        return literal(obj)

    literal = escape

    def escape_string(self, s):
        return literal(s)[1:-1]

    def insert_id(self):
        return self._insert_id

    @property
    def host_info(self):
        return "Localhost via UNIX socket" if self.unix_socket else f"socket {self.host}:{self.port}"

    def thread_id(self):
        return self._wire.id

    def show_warnings(self):
        result = self._send("SHOW WARNINGS")
        return tuple(tuple(row) for row in result.get("rows", []))

    def affected_rows(self):
        return self._affected

    def get_server_info(self):
        return self.server_version

    def close(self):
        if self._wire is None:
            raise err.Error("Already closed")
        self._wire.close()
        self._wire = None

    def __enter__(self):
        return self

    def __exit__(self, *args):
        if self._wire is not None:
            self.close()
