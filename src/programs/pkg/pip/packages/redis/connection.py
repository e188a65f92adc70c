"""One connection: commands as RESP, answers read back."""
import socket
from urllib.parse import parse_qs, unquote, urlparse

from .exceptions import (
    AuthenticationError,
    BusyLoadingError,
    ConnectionError,
    DataError,
    InvalidResponse,
    NoPermissionError,
    NoScriptError,
    ReadOnlyError,
    ResponseError,
    TimeoutError,
)


def encode(value):
    if isinstance(value, (bytes, bytearray)):
        return bytes(value)
    if isinstance(value, bool) or value is None or isinstance(value, (list, tuple, dict, set)):
        kind = type(value).__name__
        raise DataError(f"Invalid input of type: '{kind}'. Convert to a bytes, string, int or float first.")
    if isinstance(value, float):
        return repr(value).encode()
    return str(value).encode()


def pack(args):
    parts = [p.encode() for p in str(args[0]).split()] + [encode(a) for a in args[1:]]
    return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(p), p) for p in parts)


def error_of(text):
    word, _, rest = text.partition(" ")
    kinds = {"READONLY": ReadOnlyError, "LOADING": BusyLoadingError, "NOSCRIPT": NoScriptError, "NOPERM": NoPermissionError, "NOAUTH": AuthenticationError, "WRONGPASS": AuthenticationError}
    if word in kinds:
        return kinds[word](rest if word in ("READONLY", "LOADING", "NOSCRIPT", "NOPERM") else rest or text)
    if word == "ERR":
        if "password is set" in rest or rest.startswith("invalid password") or "without any password configured" in rest:
            return AuthenticationError(rest)
        return ResponseError(rest)
    return ResponseError(text)


class Connection:
    def __init__(self, host="localhost", port=6379, db=0, password=None, username=None, socket_timeout=None, socket_connect_timeout=None, decode_responses=False, encoding="utf-8", encoding_errors="strict", unix_socket_path=None, client_name=None):
        self.host, self.port, self.db, self.password, self.username = host, int(port), db, password, username
        self.timeout, self.connect_timeout = socket_timeout, socket_connect_timeout if socket_connect_timeout is not None else socket_timeout
        self.decode, self.encoding, self.errors, self.path, self.client_name = decode_responses, encoding, encoding_errors, unix_socket_path, client_name
        self._socket, self._buffer = None, b""

    @property
    def is_connected(self):
        return self._socket is not None

    def connect(self):
        if self._socket is not None:
            return
        where = self.path or f"{self.host}:{self.port}"
        try:
            if self.path:
                self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                self._socket.connect(self.path)
            else:
                self._socket = socket.create_connection((self.host, self.port), self.connect_timeout)
            self._socket.settimeout(self.timeout)
        except socket.timeout:
            self._socket = None
            raise TimeoutError("Timeout connecting to server") from None
        except OSError as e:
            self._socket = None
            number, text = (e.args + (None,))[:2] if len(e.args) != 1 else (None, e.args[0])
            shown = f"Error {number} connecting to {where}. {text}." if number is not None else f"Error connecting to {where}. {text}."
            raise ConnectionError(shown)
        self._buffer = b""
        if self.password or self.username:
            self.ask("AUTH", *([self.username] if self.username else []), self.password or "")
        if self.client_name:
            self.ask("CLIENT SETNAME", self.client_name)
        if self.db:
            self.ask("SELECT", self.db)

    def disconnect(self):
        if self._socket is not None:
            self._socket.close()
            self._socket = None

    def send(self, *commands):
        self.connect()
        try:
            self._socket.sendall(b"".join(pack(c) for c in commands))
        except OSError as e:
            self.disconnect()
            raise ConnectionError(f"Error {e.errno} while writing to socket. {e.strerror}.") from e

    def ask(self, *args):
        self.send(args)
        answer = self.read()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _more(self):
        try:
            data = self._socket.recv(65536)
        except socket.timeout:
            raise TimeoutError("Timeout reading from socket") from None
        except OSError as e:
            self.disconnect()
            raise ConnectionError(f"Error while reading from {self.host}:{self.port} : {e.args}") from e
        if not data:
            self.disconnect()
            raise ConnectionError("Connection closed by server.")
        self._buffer += data

    def _line(self):
        while b"\r\n" not in self._buffer:
            self._more()
        line, _, self._buffer = self._buffer.partition(b"\r\n")
        return line

    def _text(self, data):
        return data.decode(self.encoding, self.errors) if self.decode else data

    def read(self):
        """An answer; an error is given back, not raised."""
        line = self._line()
        kind, rest = line[:1], line[1:]
        if kind == b"+":
            return self._text(rest)
        if kind == b"-":
            return error_of(rest.decode())
        if kind == b":":
            return int(rest)
        if kind == b"$":
            size = int(rest)
            if size < 0:
                return None
            while len(self._buffer) < size + 2:
                self._more()
            data, self._buffer = self._buffer[:size], self._buffer[size + 2 :]
            return self._text(data)
        if kind == b"*":
            return None if int(rest) < 0 else [self.read() for _ in range(int(rest))]
        raise InvalidResponse(f"Protocol Error: {line!r}")

    @property
    def waiting(self):
        return bool(self._buffer)

    def wait(self, seconds):
        """Whether something can be read within so many seconds."""
        if self._buffer:
            return True
        self._socket.settimeout(seconds if seconds else 0.001)
        try:
            self._more()
            return True
        except TimeoutError:
            return False
        finally:
            if self._socket is not None:
                self._socket.settimeout(self.timeout)


def parse_url(url):
    parts = urlparse(url)
    if parts.scheme not in ("redis", "rediss", "unix"):
        raise ValueError("Redis URL must specify one of the following schemes (redis://, rediss://, unix://)")
    if parts.scheme == "rediss":
        raise NotImplementedError("drydock: TLS (rediss://) is not simulated")
    found = {k: unquote(v) for k, v in (("username", parts.username), ("password", parts.password)) if v}
    if parts.scheme == "unix":
        found["unix_socket_path"] = unquote(parts.path)
    else:
        if parts.hostname:
            found["host"] = unquote(parts.hostname)
        if parts.port:
            found["port"] = parts.port
        if parts.path.strip("/").isdigit():
            found["db"] = int(parts.path.strip("/"))
    for key, values in parse_qs(parts.query).items():
        value = values[0]
        if key in ("db", "port"):
            value = int(value)
        elif key.endswith("timeout"):
            value = float(value)
        elif key == "decode_responses":
            value = value.lower() in ("true", "yes", "1")
        found[key] = value
    return found


class ConnectionPool:
    def __init__(self, connection_class=Connection, max_connections=None, **options):
        options.pop("protocol", None)
        self.connection_kwargs, self.max_connections = options, max_connections or 2**31
        self._free, self._used = [], 0

    @classmethod
    def from_url(cls, url, **kwargs):
        return cls(**{**kwargs, **parse_url(url)})

    def get_connection(self, *args):
        if self._free:
            self._used += 1
            return self._free.pop()
        if self._used >= self.max_connections:
            raise ConnectionError("Too many connections")
        self._used += 1
        return Connection(**self.connection_kwargs)

    def release(self, connection):
        self._used -= 1
        self._free.append(connection)

    def disconnect(self, inuse_connections=True):
        for c in self._free:
            c.disconnect()
        self._free = []

    def __repr__(self):
        o = self.connection_kwargs
        return f"<redis.connection.ConnectionPool(<redis.connection.Connection(host={o.get('host', 'localhost')},port={o.get('port', 6379)},db={o.get('db', 0)})>)>"


BlockingConnectionPool = ConnectionPool
