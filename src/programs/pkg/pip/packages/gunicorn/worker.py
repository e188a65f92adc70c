"""A worker: takes connections from its master's sockets and answers them."""
import os
import selectors
import signal
import socket
import sys
import traceback

from gunicorn.glogging import Logger
from gunicorn.http import answer
from gunicorn.util import AppImportError, import_app


def work(settings, word):
    log = Logger(settings)
    master, alive, *fds = word.split()
    ending = []

    def end(number, frame):
        ending.append(number)

    def leave(number, frame):
        sys.exit(0)

    def abort(number, frame):
        sys.exit(1)

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGQUIT, leave)
    signal.signal(signal.SIGINT, leave)
    signal.signal(signal.SIGABRT, abort)
    try:
        try:
            app = import_app(settings.app_uri)
        except AppImportError as e:
            print(e, file=sys.stderr)
            return _leave(log, 4)
        except Exception:
            log.error(f"Exception in worker process\n{traceback.format_exc().rstrip()}")
            return _leave(log, 3)
        sockets = [socket.socket(fileno=int(fd)) for fd in fds]
        _loop(settings, log, app, sockets, alive, ending, int(master))
    except SystemExit as e:
        _leave(log, 0)
        return e.code
    return _leave(log, 0)


def _leave(log, status):
    log.info(f"Worker exiting (pid: {os.getpid()})")
    return status


def _loop(settings, log, app, sockets, alive, ending, master):
    ready = selectors.DefaultSelector()
    for sock in sockets:
        sock.setblocking(False)
        ready.register(sock, selectors.EVENT_READ)
    watched, count = _times() if settings.reload else {}, 0
    while not ending:
        if os.path.exists(alive):
            os.utime(alive)
        if os.getppid() != master:
            log.info(f"Parent changed, shutting down: <Worker {os.getpid()}>")
            return
        for key, _ in ready.select(1.0):
            try:
                connection, address = key.fileobj.accept()
            except (BlockingIOError, ConnectionAbortedError):
                continue
            connection.setblocking(True)
            count += 1
            _serve(settings, log, app, connection, address, key.fileobj)
        if settings.max_requests and count >= settings.max_requests:
            log.info("Autorestarting worker after current request.")
            return
        if settings.reload:
            for name, time in _times().items():
                if watched.setdefault(name, time) != time:
                    log.info(f"Worker reloading: {name} modified")
                    return


def _times():
    library = (sys.base_prefix + "/lib", sys.prefix + "/lib")
    found = {}
    for module in list(sys.modules.values()):
        name = getattr(module, "__file__", None)
        if name and not name.startswith(library) and os.path.exists(name):
            found[name] = os.stat(name).st_mtime
    return found


def _serve(settings, log, app, connection, address, listener):
    one = lambda: answer(log, app, connection, address, listener, settings)
    if settings.threads > 1:
        import threading

        try:
            threading.Thread(target=one, daemon=True).start()
            return
        except RuntimeError:
            pass
    one()
