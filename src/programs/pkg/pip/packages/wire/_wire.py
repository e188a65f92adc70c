"""A connection to one of the machine's database servers: a JSON value a line, each way."""
import json
import socket


class Refused(Exception):
    """What the server refuses with: `failure` has message, state (SQLSTATE) and number."""

    def __init__(self, failure):
        super().__init__(failure["message"])
        self.failure = failure


class Gone(Exception):
    """The server closed the connection."""


class Wire:
    def __init__(self, address, hello, timeout=None):
        """`address` is (host, port), or the path of a socket. Raises OSError, Refused or Gone."""
        if isinstance(address, str):
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._socket.connect(address)
        else:
            self._socket = socket.create_connection(address, timeout)
            self._socket.settimeout(None)
        self._rest = b""
        try:
            welcome = self.request(hello)
            if "failure" in welcome:
                raise Refused(welcome["failure"])
        except (Refused, Gone):
            self.close()
            raise
        self.version, self.id = welcome["version"], welcome.get("id")

    @property
    def peer(self):
        return self._socket.getpeername()

    def request(self, value):
        try:
            self._socket.sendall(json.dumps(value).encode() + b"\n")
            while b"\n" not in self._rest:
                data = self._socket.recv(65536)
                if not data:
                    raise Gone()
                self._rest += data
        except OSError as e:
            raise Gone() from e
        line, _, self._rest = self._rest.partition(b"\n")
        return json.loads(line)

    def ask(self, sql):
        """{"result", "database", "inTransaction"}, or raises Refused."""
        reply = self.request({"sql": sql})
        if "failure" in reply:
            raise Refused(reply["failure"])
        return reply

    def close(self):
        self._socket.close()
