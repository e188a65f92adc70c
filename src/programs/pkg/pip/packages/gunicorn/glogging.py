import os
import sys
import time

_LEVELS = {"debug": 10, "info": 20, "warning": 30, "error": 40, "critical": 50}


def _open(name, standard):
    return None if name is None else standard if name == "-" else open(name, "a", buffering=1)


class Logger:
    def __init__(self, settings):
        self._level = _LEVELS.get(settings.loglevel.lower(), 20)
        self._errors, self._access = _open(settings.errorlog, sys.stderr), _open(settings.accesslog, sys.stdout)
        self._format = settings.access_log_format

    def _log(self, level, text):
        if _LEVELS[level] >= self._level:
            stamp = time.strftime("[%Y-%m-%d %H:%M:%S %z]")
            self._errors.write(f"{stamp} [{os.getpid()}] [{level.upper()}] {text}\n")
            self._errors.flush()

    def debug(self, text):
        self._log("debug", text)

    def info(self, text):
        self._log("info", text)

    def warning(self, text):
        self._log("warning", text)

    def error(self, text):
        self._log("error", text)

    def critical(self, text):
        self._log("critical", text)

    def access(self, environ, status, sent, seconds):
        if self._access is None:
            return
        query = environ["QUERY_STRING"]
        atoms = {
            "h": environ.get("REMOTE_ADDR", "-"), "l": "-", "u": "-", "t": time.strftime("[%d/%b/%Y:%H:%M:%S %z]"),
            "r": f"{environ['REQUEST_METHOD']} {environ['RAW_URI']} {environ['SERVER_PROTOCOL']}", "s": status.split(" ")[0], "m": environ["REQUEST_METHOD"],
            "U": environ["PATH_INFO"], "q": query, "H": environ["SERVER_PROTOCOL"], "b": str(sent) if sent else "-", "B": sent, "f": environ.get("HTTP_REFERER", "-"),
            "a": environ.get("HTTP_USER_AGENT", "-"), "T": int(seconds), "D": int(seconds * 1e6), "M": int(seconds * 1e3), "L": f"{seconds:.6f}", "p": f"<{os.getpid()}>",
        }
        try:
            line = self._format % atoms
        except KeyError as e:
            line = f"drydock: gunicorn: %({e.args[0]})s of the access log is not simulated"
        self._access.write(line + "\n")
        self._access.flush()
