"""One request on one connection."""
import io
import sys
import time
import traceback
from urllib.parse import unquote

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _date():
    t = time.gmtime()
    return f"{_DAYS[t.tm_wday]}, {t.tm_mday:02d} {_MONTHS[t.tm_mon]} {t.tm_year} {t.tm_hour:02d}:{t.tm_min:02d}:{t.tm_sec:02d} GMT"


class Malformed(Exception):
    pass


def _head(connection):
    """The request line, the header lines, and what came behind them; None when nothing came."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
        if len(data) > 65536:
            raise Malformed("Request Header Fields Too Large")
    head, _, rest = data.partition(b"\r\n\r\n")
    line, *headers = head.decode("latin1").split("\r\n")
    return line, headers, rest


def _body(connection, rest, environ):
    def exactly(size):
        nonlocal rest
        while len(rest) < size:
            more = connection.recv(65536)
            if not more:
                break
            rest += more
        out, rest = rest[:size], rest[size:]
        return out

    if environ.get("HTTP_EXPECT", "").lower() == "100-continue":
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
    if environ.get("HTTP_TRANSFER_ENCODING", "").lower() != "chunked":
        return exactly(int(environ.get("CONTENT_LENGTH") or 0))
    out = b""
    while True:
        while b"\r\n" not in rest:
            rest += connection.recv(65536)
        line, _, rest = rest.partition(b"\r\n")
        size = int(line.split(b";")[0], 16)
        out += exactly(size)
        exactly(2)
        if size == 0:
            environ["wsgi.input_terminated"] = True
            return out


def _environ(connection, address, listener, settings):
    found = _head(connection)
    if found is None:
        return None
    line, headers, rest = found
    words = line.split(" ")
    if len(words) != 3 or not words[2].startswith("HTTP/"):
        raise Malformed(f"Invalid HTTP request line: {line!r}")
    method, target, protocol = words
    path, _, query = target.partition("?")
    own = listener.getsockname()
    environ = {
        "REQUEST_METHOD": method, "SCRIPT_NAME": "", "PATH_INFO": unquote(path, "latin1"), "QUERY_STRING": query, "RAW_URI": target,
        "SERVER_PROTOCOL": protocol, "SERVER_SOFTWARE": "gunicorn", "REMOTE_ADDR": address[0] if address else "", "REMOTE_PORT": str(address[1]) if address else "",
        "SERVER_NAME": own[0] if isinstance(own, tuple) else "localhost", "SERVER_PORT": str(own[1]) if isinstance(own, tuple) else "", "gunicorn.socket": connection,
        "wsgi.version": (1, 0), "wsgi.url_scheme": "http", "wsgi.errors": sys.stderr, "wsgi.multithread": settings.threads > 1,
        "wsgi.multiprocess": settings.workers > 1, "wsgi.run_once": False,
    }
    for text in headers:
        name, sep, value = text.partition(":")
        if not sep:
            raise Malformed(f"Invalid HTTP Header: {text!r}")
        key = name.upper().replace("-", "_")
        key = key if key in ("CONTENT_TYPE", "CONTENT_LENGTH") else f"HTTP_{key}"
        environ[key] = f"{environ[key]},{value.strip()}" if key in environ else value.strip()
    if environ.get("HTTP_X_FORWARDED_PROTO") == "https" and environ["REMOTE_ADDR"] == "127.0.0.1":
        environ["wsgi.url_scheme"] = "https"
    environ["wsgi.input"] = io.BytesIO(_body(connection, rest, environ))
    return environ


def answer(log, app, connection, address, listener, settings):
    try:
        try:
            environ = _environ(connection, address, listener, settings)
        except Malformed as e:
            log.warning(f"Invalid request from ip={address[0]}: {e}")
            _page(connection, 400, "Bad Request", str(e))
            return
        if environ is not None:
            _run(log, app, connection, environ)
    except (ConnectionError, OSError):
        log.debug("Ignoring connection reset")
    finally:
        connection.close()


def _run(log, app, connection, environ):
    began, state = time.perf_counter(), {"sent": 0, "head": False, "chunked": False}

    def start_response(status, headers, exc_info=None):
        if exc_info and state["head"]:
            raise exc_info[1]
        state["status"], state["headers"] = status, headers
        return write

    def write(data):
        if not state["head"]:
            state["head"] = True
            _send_head(connection, environ, state)
        if data and environ["REQUEST_METHOD"] != "HEAD":
            state["sent"] += len(data)
            connection.sendall(f"{len(data):X}\r\n".encode() + data + b"\r\n" if state["chunked"] else data)

    try:
        body = app(environ, start_response)
        try:
            for data in body:
                if data:
                    write(data)
            if not state["head"]:
                write(b"")
            if state["chunked"]:
                connection.sendall(b"0\r\n\r\n")
        finally:
            if hasattr(body, "close"):
                body.close()
    except (ConnectionError, SystemExit):
        raise
    except Exception:
        log.error(f"Error handling request {environ['RAW_URI']}\n{traceback.format_exc().rstrip()}")
        if not state["head"]:
            _page(connection, 500, "Internal Server Error", "")
        return
    log.access(environ, state["status"], state["sent"], time.perf_counter() - began)


def _send_head(connection, environ, state):
    code = state["status"].split(" ")[0]
    names = {k.lower() for k, _ in state["headers"]}
    lines = [f"HTTP/1.1 {state['status']}", "Server: gunicorn", f"Date: {_date()}", "Connection: close"]
    bodiless = environ["REQUEST_METHOD"] == "HEAD" or code in ("204", "304") or code.startswith("1")
    state["chunked"] = "content-length" not in names and not bodiless and environ["SERVER_PROTOCOL"] >= "HTTP/1.1"
    if state["chunked"]:
        lines.append("Transfer-Encoding: chunked")
    lines += [f"{k}: {v}" for k, v in state["headers"] if k.lower() not in ("server", "date", "connection")]
    connection.sendall(("\r\n".join(lines) + "\r\n\r\n").encode("latin1"))


def _page(connection, code, reason, message):
    html = f"<html>\n  <head>\n    <title>{reason}</title>\n  </head>\n  <body>\n    <h1><p>{reason}</p></h1>\n    {message}\n  </body>\n</html>\n"
    head = f"HTTP/1.1 {code} {reason}\r\nConnection: close\r\nContent-Type: text/html\r\nContent-Length: {len(html)}\r\n\r\n"
    connection.sendall(head.encode() + html.encode())
