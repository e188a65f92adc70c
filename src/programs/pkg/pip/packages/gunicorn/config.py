"""Settings: a configuration file's, the environment's, the command line's; later ones win."""
import argparse
import os
import shlex
import sys
from types import SimpleNamespace

from gunicorn import __version__

WORKER = "DRYDOCK_GUNICORN_WORKER"
FORMAT = '%(h)s %(l)s %(u)s %(t)s "%(r)s" %(s)s %(b)s "%(f)s" "%(a)s"'
HOOKS = (
    "on_starting on_reload when_ready pre_fork post_fork post_worker_init worker_int worker_abort pre_exec pre_request post_request child_exit worker_exit nworkers_changed on_exit ssl_context"
).split()


def _parser(prog):
    p = argparse.ArgumentParser(prog=prog, usage="%(prog)s [OPTIONS] [APP_MODULE]")
    add = p.add_argument
    add("-v", "--version", action="version", version=f"{prog} (version {__version__})", help="show program's version number and exit")
    add("-c", "--config", metavar="CONFIG", help="The configuration file. [./gunicorn.conf.py]")
    add("-b", "--bind", action="append", metavar="ADDRESS", help="Where to listen. [['127.0.0.1:8000']]")
    add("-w", "--workers", type=int, metavar="INT", help="How many worker processes. [1]")
    add("-k", "--worker-class", metavar="STRING", help="The kind of workers. [sync]")
    add("--threads", type=int, metavar="INT", help="Threads of each worker. [1]")
    add("-t", "--timeout", type=int, metavar="INT", help="Seconds after which a silent worker is killed. [30]")
    add("--graceful-timeout", type=int, metavar="INT", help="Seconds that workers have to end. [30]")
    add("--keep-alive", dest="keepalive", type=int, metavar="INT", help="Seconds that a threaded worker keeps a connection. [2]")
    add("--max-requests", type=int, metavar="INT", help="Requests after which a worker is started anew. [0]")
    add("--reload", action="store_true", default=None, help="Start workers anew when code changes. [False]")
    add("--preload", dest="preload_app", action="store_true", default=None, help="Load the application before the workers. [False]")
    add("--chdir", metavar="CHDIR", help="Change to this folder first.")
    add("-e", "--env", dest="raw_env", action="append", metavar="ENV", help="Set a variable of the environment.")
    add("-n", "--name", dest="proc_name", metavar="STRING", help="A name of the process.")
    add("--access-logfile", dest="accesslog", metavar="FILE", help="The access log; - is standard output.")
    add("--access-logformat", dest="access_log_format", metavar="STRING", help="The access log's format.")
    add("--error-logfile", "--log-file", dest="errorlog", metavar="FILE", help="The error log; - is standard error. [-]")
    add("--log-level", dest="loglevel", metavar="LEVEL", help="debug, info, warning, error or critical. [info]")
    add("--check-config", action="store_true", default=None, help="Check the settings and exit. [False]")
    add("-D", "--daemon", action="store_true", default=None, help="Run in the background. [False]")
    add("args", nargs="*", help=argparse.SUPPRESS)
    return p


def _defaults():
    port = os.environ.get("PORT")
    return {
        "bind": [f"0.0.0.0:{port}"] if port else ["127.0.0.1:8000"], "workers": int(os.environ.get("WEB_CONCURRENCY", 1)), "worker_class": "sync",
        "threads": 1, "timeout": 30, "graceful_timeout": 30, "keepalive": 2, "max_requests": 0, "reload": False, "preload_app": False,
        "chdir": None, "raw_env": [], "proc_name": None, "accesslog": None, "access_log_format": FORMAT, "errorlog": "-", "loglevel": "info",
        "wsgi_app": None, "check_config": False, "daemon": False,
    }


def _refuse(what):
    sys.exit(f"drydock: gunicorn: {what} is not simulated")


def _from_file(path, settings):
    if not os.path.exists(path):
        sys.exit(f"Error: {path!r} doesn't exist")
    names = {"__file__": path, "__name__": "__config__"}
    with open(path) as f:
        exec(compile(f.read(), path, "exec"), names)
    for name in names:
        if name in HOOKS:
            _refuse(f"the hook {name}")
        if name in settings:
            settings[name] = names[name]


def read_settings(argv, prog):
    parser = _parser(prog)
    asked = parser.parse_intermixed_args(argv)
    from_env = parser.parse_intermixed_args(shlex.split(os.environ.get("GUNICORN_CMD_ARGS", "")))
    settings = _defaults()
    for given in (from_env, asked):
        if given.chdir:
            os.chdir(given.chdir)
    config = asked.config or from_env.config
    if config:
        _from_file(config.removeprefix("file:"), settings)
    elif os.path.exists("gunicorn.conf.py"):
        _from_file("gunicorn.conf.py", settings)
    for given in (from_env, asked):
        settings.update({k: v for k, v in vars(given).items() if v is not None and k in settings})
    if isinstance(settings["bind"], str):
        settings["bind"] = [b.strip() for b in settings["bind"].split(",")]
    for pair in settings["raw_env"]:
        name, _, value = pair.partition("=")
        os.environ[name] = value
    settings["app_uri"] = (asked.args or from_env.args or [settings["wsgi_app"]])[0]
    if not settings["app_uri"]:
        print("\nError: No application module specified.", file=sys.stderr)
        sys.exit(1)
    s = SimpleNamespace(**settings)
    if s.worker_class not in ("sync", "gthread"):
        _refuse(f"the worker class {s.worker_class}")
    if s.daemon:
        _refuse("--daemon")
    if s.threads > 1:
        s.worker_class = "gthread"
    return s
