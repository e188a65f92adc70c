import re

from . import errors
from ._mysql import kind_of
from ._wire import Gone, Refused, Wire
from .cursor import MySQLCursor, MySQLCursorDict, MySQLCursorNamedTuple


class MySQLConnection:
    _back = None

    def __init__(
        self, host="127.0.0.1", user="", password="", database=None, port=3306, unix_socket=None, autocommit=False, charset="utf8mb4", db=None,
        passwd=None, username=None, connection_timeout=10, connect_timeout=None, raise_on_warnings=False, buffered=False, collation=None,
        auth_plugin=None, use_pure=None, ssl_disabled=None, use_unicode=True, get_warnings=False, consume_results=False, **more,
    ):
        if more:
            raise AttributeError(f"drydock: connect({', '.join(more)}=...) of mysql.connector is not simulated")
        self._host, self._port, self._user, self._password = host, int(port), user or username or "", passwd or password
        self._database, self._socket_path, self._autocommit = database or db, unix_socket, bool(autocommit)
        self._timeout, self._wire, self._open, self.raise_on_warnings = connect_timeout or connection_timeout, None, False, raise_on_warnings
        self.connect()

    def connect(self, **kwargs):
        hello = {"user": self._user, "password": str(self._password) if self._password else None, "database": self._database}
        where = self._socket_path or f"{self._host}:{self._port}"
        try:
            self._wire = Wire(self._socket_path or (self._host, self._port), hello, self._timeout)
        except OSError as e:
            number = e.errno if isinstance(e.errno, int) else -1
            if number < 0:
                raise errors.DatabaseError(f"Unknown MySQL server host '{self._host}' ({number})", 2005, None, "HY000") from None
            raise errors.DatabaseError(f"Can't connect to MySQL server on '{where}' ({number})", 2003, None, "HY000") from None
        except Refused as e:
            raise self._error(e.failure) from None
        except Gone:
            raise errors.OperationalError("Lost connection to MySQL server during query", 2013, None, "HY000") from None

    reconnect = connect

    @staticmethod
    def _error(failure):
        number = failure["number"]
        kind = "ProgrammingError" if number in (1044, 1045) else kind_of(number)
        return getattr(errors, kind)(failure["message"], number, None, failure.get("state"))

    def _send(self, sql):
        if self._wire is None:
            raise errors.OperationalError("MySQL Connection not available.")
        try:
            reply = self._wire.ask(sql)
        except Refused as e:
            raise self._error(e.failure) from None
        except Gone:
            self._wire = None
            raise errors.OperationalError("Lost connection to MySQL server during query", 2013, None, "HY000") from None
        self._open, self._database = reply.get("inTransaction", False), reply.get("database") or self._database
        return reply["result"]

    def _run(self, sql):
        changes = re.match(r"\s*(?:insert|update|delete|replace|select)\b", sql, re.I)
        if changes and not self._autocommit and not self._open:
            self._send("START TRANSACTION")
        return self._send(sql)

    def cursor(self, buffered=None, raw=None, prepared=None, cursor_class=None, dictionary=None, named_tuple=None, read_timeout=None, write_timeout=None):
        if self._wire is None:
            raise errors.OperationalError("MySQL Connection not available.")
        return (cursor_class or (MySQLCursorDict if dictionary else MySQLCursorNamedTuple if named_tuple else MySQLCursor))(self)

    def start_transaction(self, consistent_snapshot=False, isolation_level=None, readonly=None):
        if self._open:
            raise errors.ProgrammingError("Transaction already in progress")
        self._send("START TRANSACTION")

    def commit(self):
        self._send("COMMIT")

    def rollback(self):
        self._send("ROLLBACK")

    def cmd_query(self, sql):
        return self._run(sql)

    def is_connected(self):
        if self._wire is None:
            return False
        try:
            self._send("SELECT 1")
            return True
        except errors.Error:
            return False

    def ping(self, reconnect=False, attempts=1, delay=0):
        if not self.is_connected():
            if not reconnect:
                raise errors.InterfaceError("Connection to MySQL is not available.")
            self.connect()

    @property
    def autocommit(self):
        return self._autocommit

    @autocommit.setter
    def autocommit(self, value):
        self._autocommit = bool(value)

    @property
    def database(self):
        return self._database

    @database.setter
    def database(self, name):
        self._send(f"USE `{name}`")

    in_transaction = property(lambda self: self._open)
    server_host = property(lambda self: self._host)
    server_port = property(lambda self: self._port)
    user = property(lambda self: self._user)

    def get_server_info(self):
        return self._wire.version

    server_info = property(get_server_info)

    def close(self):
        if self._back is not None:
            self._back(self)
        elif self._wire is not None:
            self._wire.close()
            self._wire = None

    disconnect = shutdown = close

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()
