"""The master: listens, keeps as many workers as it should, ends them."""
import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time

from gunicorn import __version__
from gunicorn.config import WORKER
from gunicorn.glogging import Logger
from gunicorn.util import import_app, parse_address, shown_address

BOOT_ERROR, LOAD_ERROR = 3, 4


class Halt(Exception):
    def __init__(self, reason, status=0):
        super().__init__(reason)
        self.reason, self.status = reason, status


class Arbiter:
    def __init__(self, settings):
        self.settings, self.log = settings, Logger(settings)
        self.wanted, self.workers, self.signals, self.age = settings.workers, {}, [], 0

    def run(self):
        s = self.settings
        if s.check_config or s.preload_app:
            import_app(s.app_uri)
            if s.check_config:
                return 0
        self.log.info(f"Starting gunicorn {__version__}")
        for name in ("HUP", "QUIT", "INT", "TERM", "TTIN", "TTOU", "USR1", "USR2", "WINCH"):
            signal.signal(getattr(signal, f"SIG{name}"), self._note)
        self.listeners = self._listen()
        places = ",".join(shown_address(a) for a, _ in self.listeners)
        self.log.info(f"Listening at: {places} ({os.getpid()})")
        self.log.info(f"Using worker: {s.worker_class}")
        try:
            while True:
                self._manage()
                self._handle()
                self._reap()
                time.sleep(0.5)
        except Halt as halt:
            return self._halt(halt)

    def _note(self, number, frame):
        self.signals.append(signal.Signals(number).name[3:].lower())

    def _listen(self):
        found = []
        for text in self.settings.bind:
            address = parse_address(text)
            for tries in range(5, -1, -1):
                try:
                    found.append((address, self._bind(address)))
                    break
                except OSError as e:
                    if e.errno == errno.EADDRINUSE:
                        self.log.error(f"Connection in use: {address}")
                    if e.errno == errno.EADDRNOTAVAIL:
                        self.log.error(f"Invalid address: {address}")
                    self.log.error(f"connection to {address} failed: {e}")
                if tries == 0:
                    self.log.error(f"Can't connect to {address}")
                    sys.exit(1)
                time.sleep(1)
        return found

    @staticmethod
    def _bind(address):
        if isinstance(address, str):
            if os.path.exists(address):
                os.unlink(address)
            sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        else:
            sock = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            sock.bind(address)
        except OSError:
            sock.close()
            raise
        sock.listen(2048)
        return sock

    def _spawn(self):
        self.age += 1
        fds = [sock.fileno() for _, sock in self.listeners]
        alive = tempfile.NamedTemporaryFile(prefix="wgunicorn-")
        word = f"{os.getpid()} {alive.name} {' '.join(map(str, fds))}"
        child = subprocess.Popen([sys.executable, *sys.argv], pass_fds=fds, env={**os.environ, WORKER: word})
        self.workers[child.pid] = (child, alive)
        self.log.info(f"Booting worker with pid: {child.pid}")

    def _manage(self):
        while len(self.workers) < self.wanted:
            self._spawn()
        while len(self.workers) > self.wanted:
            oldest = min(self.workers)
            os.kill(oldest, signal.SIGTERM)
            self._wait([oldest], self.settings.graceful_timeout)
        for pid, (child, alive) in list(self.workers.items()):
            if self.settings.timeout and child.poll() is None and time.time() - os.stat(alive.name).st_mtime > self.settings.timeout:
                self.log.critical(f"WORKER TIMEOUT (pid:{pid})")
                os.kill(pid, signal.SIGABRT)

    def _handle(self):
        while self.signals:
            name = self.signals.pop(0)
            self.log.info(f"Handling signal: {name}")
            if name in ("term", "int", "quit"):
                self._stop(graceful=name == "term")
                raise Halt(None)
            if name == "hup":
                self.log.info("Hang up: Master")
                old = list(self.workers)
                for _ in range(self.wanted):
                    self._spawn()
                for pid in old:
                    os.kill(pid, signal.SIGTERM)
                self._wait(old, self.settings.graceful_timeout)
            elif name == "ttin":
                self.wanted += 1
            elif name == "ttou" and self.wanted > 1:
                self.wanted -= 1
            elif name in ("usr1", "usr2", "winch"):
                self.log.error(f"drydock: gunicorn's signal {name} is not simulated")
            self._manage()

    def _reap(self):
        for pid, (child, alive) in list(self.workers.items()):
            status = child.poll()
            if status is None:
                continue
            del self.workers[pid]
            alive.close()
            if status > 0:
                self.log.error(f"Worker (pid:{pid}) exited with code {status}")
            if status == BOOT_ERROR:
                raise Halt("Worker failed to boot.", BOOT_ERROR)
            if status == LOAD_ERROR:
                raise Halt("App failed to load.", LOAD_ERROR)
            if status < 0:
                name = signal.Signals(-status).name
                self.log.error(f"Worker (pid:{pid}) was sent {name}!" + (" Perhaps out of memory?" if name == "SIGKILL" else ""))

    def _wait(self, pids, seconds):
        end = time.monotonic() + seconds
        for pid in pids:
            child, alive = self.workers.pop(pid, (None, None))
            if child is None:
                continue
            try:
                child.wait(max(0.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()
            alive.close()

    def _stop(self, graceful=True):
        for pid, (child, _) in self.workers.items():
            if child.poll() is None:
                os.kill(pid, signal.SIGTERM if graceful else signal.SIGQUIT)
        self._wait(list(self.workers), self.settings.graceful_timeout)
        for address, sock in self.listeners:
            sock.close()
            if isinstance(address, str) and os.path.exists(address):
                os.unlink(address)

    def _halt(self, halt):
        self._stop()
        say = self.log.info if halt.status == 0 else self.log.error
        say("Shutting down: Master")
        if halt.reason:
            say(f"Reason: {halt.reason}")
        return halt.status
