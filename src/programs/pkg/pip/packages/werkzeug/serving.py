"""The development server."""
import errno
import io
import logging
import os
import socket
import sys
import time
import traceback
from urllib.parse import unquote

from .http import http_date

_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_logger = None


def is_running_from_reloader():
    return os.environ.get("WERKZEUG_RUN_MAIN") == "true"


def log(kind, message, *args):
    global _logger
    if _logger is None:
        _logger = logging.getLogger("werkzeug")
        if _logger.level == logging.NOTSET:
            _logger.setLevel(logging.INFO)
        if not _logger.hasHandlers():
            _logger.addHandler(logging.StreamHandler())
    getattr(_logger, kind)(message.rstrip(), *args)


def style(text, *codes):
    return "".join(f"\x1b[{c}m" for c in codes) + text + "\x1b[0m"


def _colour(status, text):
    code = str(status)
    if code == "304":
        return style(text, 36)
    return {"1": lambda: style(text, 1), "2": lambda: text, "3": lambda: style(text, 32), "4": lambda: style(text, 33) if code == "404" else style(text, 31, 1)}.get(
        code[:1], lambda: style(text, 35, 1)
    )()


class BadRequestLine(Exception):
    pass


class WSGIRequestHandler:
    """One connection, one request."""

    def __init__(self, connection, address, server):
        self.connection, self.client_address, self.server = connection, address, server
        self.requestline, self.environ = "", None

    def address_string(self):
        return self.client_address[0]

    def log(self, kind, message, *args):
        t = time.localtime()
        when = f"{t.tm_mday:02d}/{_MONTHS[t.tm_mon]}/{t.tm_year:04d} {t.tm_hour:02d}:{t.tm_min:02d}:{t.tm_sec:02d}"
        log(kind, f"{self.address_string()} - - [{when}] {message}\n".replace("%", "%%") if not args else f"{self.address_string()} - - [{when}] {message}", *args)

    def log_request(self, code="-", size="-"):
        line = "".join(c if c.isprintable() else f"\\x{ord(c):02x}" for c in self.requestline)
        self.log("info", '"%s" %s %s', _colour(code, line), code, size)

    def handle(self):
        try:
            self.environ = self.make_environ()
            if self.environ is not None:
                self.run_wsgi()
        except (ConnectionError, socket.timeout):
            pass
        finally:
            try:
                self.connection.close()
            except OSError:
                pass

    def make_environ(self):
        self.rfile = _Body(self.connection)
        line = self.rfile.readline()
        if not line:
            return None
        self.requestline = line.decode("latin1").rstrip("\r\n")
        words = self.requestline.split()
        if len(words) != 3 or not words[2].startswith("HTTP/"):
            self.requestline = self.requestline or "-"
            self.log("error", "code 400, message %s", f"Bad request syntax ({self.requestline!r})")
            self.log_request(400)
            self.connection.sendall(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return None
        method, target, protocol = words
        path, _, query = target.partition("?")
        if path.startswith("http://"):
            path = "/" + path[7:].partition("/")[2]
        environ = {
            "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": unquote(path, "latin1"), "QUERY_STRING": query,
            "REQUEST_URI": target, "RAW_URI": target, "SERVER_PROTOCOL": protocol, "REMOTE_ADDR": self.client_address[0],
            "REMOTE_PORT": self.client_address[1], "SERVER_NAME": self.server.host, "SERVER_PORT": str(self.server.port),
            "SERVER_SOFTWARE": server_version(), "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr,
            "wsgi.multithread": self.server.threaded, "wsgi.multiprocess": False, "wsgi.run_once": False, "werkzeug.socket": self.connection,
        }
        while True:
            name, sep, value = self.rfile.readline().decode("latin1").rstrip("\r\n").partition(":")
            if not sep:
                break
            key = name.strip().upper().replace("-", "_")
            if "_" in name:
                continue
            if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
                key = f"HTTP_{key}"
                if key in environ:
                    value = f"{environ[key]},{value.strip()}"
            environ[key] = value.strip()
        if environ.get("HTTP_EXPECT", "").lower() == "100-continue":
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if environ.get("HTTP_TRANSFER_ENCODING", "").lower() == "chunked":
            body = self.rfile.chunks()
            environ["wsgi.input"], environ["CONTENT_LENGTH"] = io.BytesIO(body), str(len(body))
        else:
            length = environ.get("CONTENT_LENGTH") or "0"
            self.rfile.left = int(length) if length.isdigit() else 0
            environ["wsgi.input"] = self.rfile
        return environ

    def run_wsgi(self):
        environ, sent, pending = self.environ, [], []
        chunked = False

        def write(data):
            nonlocal chunked
            if not sent:
                status, headers = pending
                sent.append(True)
                code, _, _ = status.partition(" ")
                self.log_request(int(code))
                names = {k.lower() for k, _ in headers}
                head = [f"HTTP/{'1.1' if self.server.threaded else '1.0'} {status}"]
                if "server" not in names:
                    head.append(f"Server: {server_version()}")
                head.append(f"Date: {http_date()}")
                head += [f"{k}: {v}" for k, v in headers]
                bodiless = environ["REQUEST_METHOD"] == "HEAD" or int(code) < 200 or int(code) in (204, 304)
                if "content-length" not in names and not bodiless and self.server.threaded and environ["SERVER_PROTOCOL"] >= "HTTP/1.1":
                    chunked = True
                    head.append("Transfer-Encoding: chunked")
                head.append("Connection: close")
                self.connection.sendall(("\r\n".join(head) + "\r\n\r\n").encode("latin1"))
            if data:
                self.connection.sendall(f"{len(data):x}\r\n".encode() + data + b"\r\n" if chunked else data)

        def start_response(status, headers, exc_info=None):
            if exc_info and sent:
                raise exc_info[1]
            pending[:] = [status, headers]
            return write

        try:
            answer = self.server.app(environ, start_response)
            try:
                for data in answer:
                    write(data)
                if not sent:
                    write(b"")
                if chunked:
                    self.connection.sendall(b"0\r\n\r\n")
            finally:
                if hasattr(answer, "close"):
                    answer.close()
        except ConnectionError:
            raise
        except Exception:
            self.log("error", "Error on request:\n%s", traceback.format_exc())
            if not sent:
                from .exceptions import InternalServerError

                answer = InternalServerError()(environ, start_response)
                for data in answer:
                    write(data)


class _Body(io.RawIOBase):
    """What a connection sends: lines, and then as much as the length says."""

    def __init__(self, connection):
        self._connection, self._have, self.left = connection, b"", None

    def _more(self):
        data = self._connection.recv(65536)
        self._have += data
        return bool(data)

    def readable(self):
        return True

    def readline(self, size=-1):
        if self.left is not None:
            data = self.read()
            line, sep, rest = data.partition(b"\n")
            self._have, self.left = rest + self._have, len(rest)
            return line + sep
        while b"\n" not in self._have and len(self._have) < 65536 and self._more():
            pass
        line, sep, self._have = self._have.partition(b"\n")
        return line + sep

    def exactly(self, size):
        while len(self._have) < size and self._more():
            pass
        out, self._have = self._have[:size], self._have[size:]
        return out

    def chunks(self):
        out = b""
        while True:
            size = int(self.readline().split(b";")[0] or b"0", 16)
            out += self.exactly(size)
            self.readline()
            if size == 0:
                return out

    def read(self, size=-1):
        want = self.left if size is None or size < 0 else min(size, self.left)
        data = self.exactly(want)
        self.left -= len(data)
        return data

    def readinto(self, buffer):
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def server_version():
    from . import __version__

    return f"Werkzeug/{__version__} Python/{sys.version.split()[0]}"


class BaseWSGIServer:
    def __init__(self, host, port, app, threaded=True, handler=None, backlog=128):
        self.host, self.app, self.threaded, self.handler = host, app, threaded, handler or WSGIRequestHandler
        self._stop = False
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.socket = socket.socket(family, socket.SOCK_STREAM)
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            self.socket.bind((host, port))
        except OSError as e:
            self.socket.close()
            print(e.strerror, file=sys.stderr)
            if e.errno == errno.EADDRINUSE:
                print(f"Port {port} is in use by another program. Either identify and stop that program, or start the server with a different port.", file=sys.stderr)
                if sys.platform == "darwin" and port == 5000:
                    print("On macOS, try searching for and disabling 'AirPlay Receiver' in System Settings.", file=sys.stderr)
            sys.exit(1)
        self.socket.listen(backlog)
        self.server_address = self.socket.getsockname()
        self.port = self.server_port = self.server_address[1]

    def log_startup(self):
        shown = f"[{self.host}]" if ":" in self.host else self.host
        lines = [style("WARNING: This is a development server. Do not use it in a production deployment. Use a production WSGI server instead.", 31, 1)]
        if self.host in ("0.0.0.0", "::"):
            lines.append(f" * Running on all addresses ({self.host})")
            lines.append(f" * Running on http://127.0.0.1:{self.port}" if self.host == "0.0.0.0" else f" * Running on http://[::1]:{self.port}")
            shown = own_address(self.socket.family)
        lines.append(f" * Running on http://{shown}:{self.port}")
        log("info", "\n".join(lines))
        log("info", style("Press CTRL+C to quit", 33))

    def serve_forever(self, poll_interval=None, each=None):
        if each is not None:
            self.socket.settimeout(poll_interval or 1)
        try:
            while not self._stop:
                try:
                    connection, address = self.socket.accept()
                except TimeoutError:
                    each()
                    continue
                connection.settimeout(None)
                self._serve(connection, address)
                if each is not None:
                    each()
        except KeyboardInterrupt:
            pass
        finally:
            self.server_close()

    def _serve(self, connection, address):
        handler = self.handler(connection, address, self)
        if self.threaded:
            import threading

            try:
                threading.Thread(target=handler.handle, daemon=True).start()
                return
            except RuntimeError:
                self.threaded = False
        handler.handle()

    def shutdown(self):
        self._stop = True

    def server_close(self):
        self.socket.close()


def own_address(family=socket.AF_INET):
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as s:
            s.connect(("fd31:f903:5ab5:1::1" if family == socket.AF_INET6 else "10.253.155.219", 58162))
            found = s.getsockname()[0]
    except OSError:
        found = ""
    if found not in ("", "0.0.0.0", "::"):
        return found
    try:
        return socket.gethostbyname(socket.gethostname())
    except OSError:
        return "127.0.0.1"


def make_server(host, port, app, threaded=False, processes=1, request_handler=None, passthrough_errors=False, ssl_context=None, fd=None):
    if ssl_context is not None:
        raise NotImplementedError("drydock: https is not simulated")
    return BaseWSGIServer(host, port, app, threaded, request_handler)


def run_simple(
    hostname, port, application, use_reloader=False, use_debugger=False, use_evalex=True, extra_files=None, exclude_patterns=None,
    reloader_interval=1, reloader_type="auto", threaded=False, processes=1, request_handler=None, static_files=None,
    passthrough_errors=False, ssl_context=None,
):
    if not isinstance(port, int):
        raise TypeError("port must be an integer")
    if use_debugger:
        from .debug import DebuggedApplication

        application = DebuggedApplication(application, evalex=use_evalex)
    if use_reloader and not is_running_from_reloader():
        server = make_server(hostname, port, application, threaded, processes, request_handler, passthrough_errors, ssl_context)
        server.log_startup()
        server.server_close()
        from .reloader import restart_with_reloader

        sys.exit(restart_with_reloader())
    server = make_server(hostname, port, application, threaded, processes, request_handler, passthrough_errors, ssl_context)
    if not use_reloader:
        server.log_startup()
        server.serve_forever()
        return
    from .debug import log_pin
    from .reloader import Watcher

    if use_debugger:
        log_pin()
    server.serve_forever(reloader_interval, Watcher(extra_files, exclude_patterns).check)
