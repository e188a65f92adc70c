"""Starts the program again when one of its files changes."""
import fnmatch
import os
import signal
import subprocess
import sys

from .serving import log


def _arguments():
    main = sys.modules["__main__"]
    spec = getattr(main, "__spec__", None)
    if spec is not None and spec.name and spec.name != "__main__":
        name = spec.name[: -len(".__main__")] if spec.name.endswith(".__main__") else spec.name
        return [sys.executable, "-m", name, *sys.argv[1:]]
    return [sys.executable, *sys.argv]


def restart_with_reloader():
    """Runs the program as a child, again as long as it ends because of a change; the child's last status."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        log("info", " * Restarting with stat")
        try:
            code = subprocess.call(_arguments(), env={**os.environ, "WERKZEUG_RUN_MAIN": "true"}, close_fds=False)
        except KeyboardInterrupt:
            return 0
        if code != 3:
            return code


class Watcher:
    def __init__(self, extra_files=None, exclude_patterns=None):
        self._extra, self._exclude, self._times = set(extra_files or ()), set(exclude_patterns or ()), {}
        for name in self._files():
            self._look(name)

    def _files(self):
        library = (sys.prefix + "/lib", sys.base_prefix + "/lib", "<")
        found = {f for m in list(sys.modules.values()) if (f := getattr(m, "__file__", None))} | self._extra
        return [f for f in found if (f in self._extra or not f.startswith(library)) and not any(fnmatch.fnmatch(f, p) for p in self._exclude)]

    def _look(self, name):
        try:
            now = os.stat(name).st_mtime
        except OSError:
            return False
        old = self._times.setdefault(name, now)
        return now > old

    def check(self):
        for name in self._files():
            if self._look(name):
                log("info", f" * Detected change in {os.path.abspath(name)!r}, reloading")
                sys.exit(3)
