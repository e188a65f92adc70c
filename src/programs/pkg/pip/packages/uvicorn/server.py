import asyncio
import errno
import http
import importlib
import os
import signal
import socket
import sys
import time
import traceback
from urllib.parse import unquote

_LEVELS = {"trace": 5, "debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}
_COLOURS = {"INFO": 32, "WARNING": 33, "ERROR": 31, "CRITICAL": 91, "DEBUG": 36}
_level = 20


def _styled(text, code, file):
    return f"\x1b[{code}m{text}\x1b[0m" if file.isatty() else text


def say(level, text, file=None):
    file = file or sys.stderr
    if _LEVELS[level.lower()] >= _level:
        file.write(f"{_styled(level, _COLOURS[level], file)}:{' ' * (9 - len(level))}{text}\n")
        file.flush()


class ImportFromStringError(Exception):
    pass


def import_from_string(text):
    if not isinstance(text, str):
        return text
    module, _, names = text.partition(":")
    if not module or not names:
        raise ImportFromStringError(f'Import string "{text}" must be in format "<module>:<attribute>".')
    try:
        found = importlib.import_module(module)
    except ModuleNotFoundError as e:
        if e.name != module:
            raise
        raise ImportFromStringError(f'Could not import module "{module}".') from None
    for name in names.split("."):
        try:
            found = getattr(found, name)
        except AttributeError:
            raise ImportFromStringError(f'Attribute "{names}" not found in module "{module}".') from None
    return found


class Config:
    def __init__(self, app, host="127.0.0.1", port=8000, log_level=None, access_log=True, factory=False, root_path=""):
        global _level
        self.app, self.host, self.port, self.access_log, self.factory, self.root_path = app, host, port, access_log, factory, root_path
        _level = log_level if isinstance(log_level, int) else _LEVELS.get(log_level or "info", 20)

    def bind_socket(self):
        sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind((self.host, self.port))
        except OSError as e:
            sock.close()
            reason = "address already in use" if e.errno == errno.EADDRINUSE else e.strerror.lower()
            say("ERROR", f"[Errno {e.errno}] error while attempting to bind on address ({self.host!r}, {self.port}): {reason}")
            sys.exit(1)
        return sock


class Server:
    def __init__(self, config, announce=True):
        self.config, self.announce, self.started, self.should_exit = config, announce, False, False

    def run(self, sockets=None):
        asyncio.run(self.serve())

    async def serve(self):
        sys.path.insert(0, os.getcwd())
        try:
            app = import_from_string(self.config.app)
        except ImportFromStringError as e:
            say("ERROR", f"Error loading ASGI app. {e}")
            sys.exit(1)
        self.app = app() if self.config.factory else app
        say("INFO", f"Started server process [{os.getpid()}]")
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(stop.set))
        say("INFO", "Waiting for application startup.")
        life = _Lifespan(self.app)
        if not await life.startup():
            say("ERROR", "Application startup failed. Exiting.")
            return
        say("INFO", "Application startup complete.")
        sock = self.config.bind_socket()
        server = await asyncio.start_server(self._connection, sock=sock)
        self.started = True
        if self.announce:
            host, port = sock.getsockname()[:2]
            say("INFO", f"Uvicorn running on http://{host}:{port} (Press CTRL+C to quit)")
        while not stop.is_set() and not self.should_exit:
            try:
                await asyncio.wait_for(stop.wait(), 1)
            except TimeoutError:
                pass
        say("INFO", "Shutting down")
        server.close()
        say("INFO", "Waiting for application shutdown.")
        await life.shutdown()
        say("INFO", "Application shutdown complete.")
        say("INFO", f"Finished server process [{os.getpid()}]")

    async def _connection(self, reader, writer):
        try:
            while await self._request(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def _request(self, reader, writer):
        line = (await reader.readline()).decode("latin1").rstrip("\r\n")
        if not line:
            return False
        words = line.split(" ")
        if len(words) != 3:
            say("WARNING", "Invalid HTTP request received.")
            writer.write(b"HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain; charset=utf-8\r\nconnection: close\r\n\r\nInvalid HTTP request received.")
            await writer.drain()
            return False
        method, target, protocol = words
        headers = []
        while (text := (await reader.readline()).decode("latin1").rstrip("\r\n")):
            name, _, value = text.partition(":")
            headers.append((name.strip().lower().encode("latin1"), value.strip().encode("latin1")))
        known = dict(headers)
        if known.get(b"transfer-encoding", b"").lower() == b"chunked":
            body = b""
            while size := int((await reader.readline()).split(b";")[0], 16):
                body += await reader.readexactly(size)
                await reader.readline()
            await reader.readline()
        else:
            body = await reader.readexactly(int(known.get(b"content-length", b"0") or b"0"))
        path, _, query = target.partition("?")
        peer, own = writer.get_extra_info("peername"), writer.get_extra_info("sockname")
        scope = {
            "type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "http_version": protocol[5:], "server": tuple(own[:2]), "client": tuple(peer[:2]),
            "scheme": "http", "method": method, "root_path": self.config.root_path, "path": unquote(path), "raw_path": path.encode("latin1"),
            "query_string": query.encode("latin1"), "headers": headers, "state": {},
        }
        keep = protocol == "HTTP/1.1" and known.get(b"connection", b"").lower() != b"close"
        answer = _Answer(writer, method, keep)
        sent = [{"type": "http.request", "body": body, "more_body": False}]

        async def receive():
            return sent.pop() if sent else {"type": "http.disconnect"}

        try:
            await self.app(scope, receive, answer.send)
        except Exception:
            say("ERROR", f"Exception in ASGI application\n{traceback.format_exc().rstrip()}")
            if not answer.started:
                await answer.send({"type": "http.response.start", "status": 500, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
                await answer.send({"type": "http.response.body", "body": b"Internal Server Error"})
        if self.config.access_log and answer.started:
            status = answer.status
            phrase = http.HTTPStatus(status).phrase if status in http.HTTPStatus._value2member_map_ else ""
            colour = {2: 32, 3: 33, 4: 31, 5: 91}.get(status // 100, 37)
            shown = _styled(f"{status} {phrase}", colour, sys.stdout)
            say("INFO", f'{peer[0]}:{peer[1]} - "{method} {target} HTTP/{protocol[5:]}" {shown}', sys.stdout)
        await writer.drain()
        return keep and answer.keep


class _Answer:
    def __init__(self, writer, method, keep):
        self._writer, self._method, self.keep = writer, method, keep
        self.started, self.status, self._chunked, self._pending = False, 0, False, None

    async def send(self, message):
        if message["type"] == "http.response.start":
            self._pending = message
            return
        body, more = message.get("body", b""), message.get("more_body", False)
        if not self.started:
            self._head(body, more)
        if self._method != "HEAD" and self.status not in (204, 304):
            if self._chunked:
                self._writer.write((b"%x\r\n%s\r\n" % (len(body), body) if body else b"") + (b"" if more else b"0\r\n\r\n"))
            else:
                self._writer.write(body)
        await self._writer.drain()

    def _head(self, body, more):
        self.started, self.status = True, self._pending["status"]
        headers = list(self._pending.get("headers", []))
        names = {n.lower() for n, _ in headers}
        phrase = http.HTTPStatus(self.status).phrase if self.status in http.HTTPStatus._value2member_map_ else ""
        when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime())
        lines = [f"HTTP/1.1 {self.status} {phrase}", f"date: {when}", "server: uvicorn"]
        lines += [f"{n.decode('latin1')}: {v.decode('latin1')}" for n, v in headers]
        if b"content-length" not in names and self.status not in (204, 304):
            if more:
                self._chunked = True
                lines.append("transfer-encoding: chunked")
            else:
                lines.append(f"content-length: {len(body)}")
        if not self.keep:
            lines.append("connection: close")
        self._writer.write(("\r\n".join(lines) + "\r\n\r\n").encode("latin1"))


class _Lifespan:
    """Tells the application when the server starts and ends; one that does not listen to that is left in peace."""

    def __init__(self, app):
        self._app, self._in, self._out = app, asyncio.Queue(), asyncio.Queue()

    async def _main(self):
        try:
            await self._app({"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": {}}, self._in.get, self._out.put)
        except Exception:
            self._error = traceback.format_exc()
        await self._out.put({"type": "ended"})

    async def startup(self):
        self._error = None
        self._task = asyncio.ensure_future(self._main())
        await self._in.put({"type": "lifespan.startup"})
        message = await self._out.get()
        if message["type"] == "lifespan.startup.failed":
            say("ERROR", message.get("message", "").rstrip())
            return False
        self._listens = message["type"] == "lifespan.startup.complete"
        return True

    async def shutdown(self):
        if self._listens:
            await self._in.put({"type": "lifespan.shutdown"})
            await self._out.get()
