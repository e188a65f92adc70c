import os
import platform
import signal
import subprocess
import sys
import time

import click

from .server import Config, Server, say

_CHILD = "DRYDOCK_UVICORN_CHILD"


def run(app, *, host="127.0.0.1", port=8000, reload=False, workers=None, log_level=None, access_log=True, app_dir=None, factory=False, reload_dirs=None, root_path="", **more):
    if more:
        raise TypeError(f"drydock: uvicorn.run({', '.join(more)}=...) is not simulated")
    if app_dir is not None:
        sys.path.insert(0, app_dir)
    if (reload or (workers or 1) > 1) and not isinstance(app, str):
        say("WARNING", "You must pass the application as an import string to enable 'reload' or 'workers'.")
        sys.exit(1)
    if (workers or 1) > 1:
        sys.exit("drydock: several workers of uvicorn are not simulated; gunicorn's are")
    config = Config(app, host=host, port=port, log_level=log_level, access_log=access_log, factory=factory, root_path=root_path)
    if reload and _CHILD not in os.environ:
        _reload(config, reload_dirs or [os.getcwd()])
        return
    server = Server(config, announce=_CHILD not in os.environ)
    server.run()
    if not server.started:
        sys.exit(3)


def _times(folders):
    found = {}
    for folder in folders:
        for root, names, files in os.walk(folder):
            names[:] = [n for n in names if n not in ("__pycache__", ".git", ".venv", "venv", "node_modules")]
            for name in files:
                if name.endswith(".py"):
                    path = os.path.join(root, name)
                    found[path] = os.stat(path).st_mtime
    return found


def _reload(config, folders):
    say("INFO", f"Will watch for changes in these directories: {folders!r}")
    sock = config.bind_socket()
    sock.close()
    say("INFO", f"Uvicorn running on http://{config.host}:{config.port} (Press CTRL+C to quit)")
    say("INFO", f"Started reloader process [{os.getpid()}] using StatReload")
    ending = []
    signal.signal(signal.SIGTERM, lambda *_: ending.append(1))
    signal.signal(signal.SIGINT, lambda *_: ending.append(1))

    def start():
        return subprocess.Popen([sys.executable, *sys.argv] if not sys.argv[0].endswith("__main__.py") else [sys.executable, "-m", "uvicorn", *sys.argv[1:]], env={**os.environ, _CHILD: "1"})

    child, known = start(), _times(folders)
    while not ending:
        time.sleep(0.25)
        now = _times(folders)
        changed = next((p for p in {**known, **now} if known.get(p) != now.get(p)), None)
        if changed:
            say("WARNING", f"StatReload detected changes in {os.path.relpath(changed)!r}. Reloading...")
            child.terminate()
            child.wait()
            child, known = start(), now
    child.terminate()
    child.wait()
    say("INFO", f"Stopping reloader process [{os.getpid()}]")


def _version(ctx, param, value):
    if value and not ctx.resilient_parsing:
        from . import __version__

        click.echo(f"Running uvicorn {__version__} with {platform.python_implementation()} {platform.python_version()} on {platform.system()}")
        ctx.exit()


@click.command(context_settings={"auto_envvar_prefix": "UVICORN"})
@click.argument("app", envvar="UVICORN_APP")
@click.option("--host", default="127.0.0.1", show_default=True, help="Bind socket to this host.")
@click.option("--port", type=int, default=8000, show_default=True, help="Bind socket to this port.")
@click.option("--reload", is_flag=True, help="Start again when code changes.")
@click.option("--reload-dir", "reload_dirs", multiple=True, help="A folder to watch.")
@click.option("--workers", type=int, default=None, help="How many processes.")
@click.option("--log-level", type=click.Choice(["critical", "error", "warning", "info", "debug", "trace"]), default=None, help="Log level. [default: info]")
@click.option("--access-log/--no-access-log", default=True, help="Enable or disable the access log.")
@click.option("--app-dir", default="", show_default=True, help="Look for the application here.")
@click.option("--factory", is_flag=True, default=False, show_default=True, help="The application is a function that makes it.")
@click.option("--root-path", default="", help="The path that a proxy takes away.")
@click.option("--version", is_flag=True, callback=_version, expose_value=False, is_eager=True, help="Display the uvicorn version and exit.")
def main(app, host, port, reload, reload_dirs, workers, log_level, access_log, app_dir, factory, root_path):
    run(app, host=host, port=port, reload=reload, workers=workers, log_level=log_level, access_log=access_log, app_dir=app_dir, factory=factory, reload_dirs=list(reload_dirs) or None, root_path=root_path)
