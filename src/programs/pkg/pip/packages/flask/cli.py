"""The `flask` command."""
import functools
import inspect
import os
import platform
import re
import sys
import traceback

import click
from click import get_current_context
from click.testing import CliRunner

from .globals import current_app
from .helpers import get_debug_flag


class NoAppException(click.UsageError):
    """No application can be found or loaded."""


_NONE = (
    "Could not locate a Flask application. Use the 'flask --app' option, 'FLASK_APP' environment variable, or a 'wsgi.py' or 'app.py' file in the current directory."
)


def find_best_app(module):
    from . import Flask

    for name in ("app", "application"):
        app = getattr(module, name, None)
        if isinstance(app, Flask):
            return app
    found = [v for v in module.__dict__.values() if isinstance(v, Flask)]
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        raise NoAppException(f"Detected multiple Flask applications in module '{module.__name__}'. Use '{module.__name__}:name' to specify the correct one.")
    for name in ("create_app", "make_app"):
        factory = getattr(module, name, None)
        if inspect.isfunction(factory):
            try:
                app = factory()
                if isinstance(app, Flask):
                    return app
            except TypeError as e:
                if e.__traceback__ is not None and e.__traceback__.tb_next is not None:
                    raise
                raise NoAppException(
                    f"Detected factory '{name}' in module '{module.__name__}', but could not call it without arguments. "
                    f"Use '{module.__name__}:{name}(args)' to specify arguments."
                ) from e
    raise NoAppException(f"Failed to find Flask application or factory in module '{module.__name__}'. Use '{module.__name__}:name' to specify one.")


def find_app_by_string(module, text):
    import ast

    from . import Flask

    m = re.fullmatch(r"\s*([A-Za-z_]\w*)\s*(\(.*\))?\s*", text, re.S)
    if m is None:
        raise NoAppException(f"Failed to parse {text!r} as an attribute name or function call.")
    name, args, kwargs = m[1], [], {}
    if m[2]:
        try:
            call = ast.parse(f"f{m[2]}", mode="eval").body
            args = [ast.literal_eval(a) for a in call.args]
            kwargs = {k.arg: ast.literal_eval(k.value) for k in call.keywords}
        except (SyntaxError, ValueError):
            raise NoAppException(f"Failed to parse arguments as literal values: {text!r}.") from None
    if not hasattr(module, name):
        raise NoAppException(f"Failed to find attribute {name!r} in {module.__name__!r}.")
    app = getattr(module, name)
    if inspect.isfunction(app):
        app = app(*args, **kwargs)
    if isinstance(app, Flask):
        return app
    raise NoAppException(f"A valid Flask application was not obtained from '{module.__name__}:{text}'.")


def prepare_import(path):
    path = os.path.realpath(path)
    if os.path.splitext(path)[1] == ".py":
        path = os.path.splitext(path)[0]
    if os.path.basename(path) == "__init__":
        path = os.path.dirname(path)
    names = []
    while True:
        path, name = os.path.split(path)
        names.append(name)
        if not os.path.exists(os.path.join(path, "__init__.py")):
            break
    if sys.path[0] != path:
        sys.path.insert(0, path)
    return ".".join(names[::-1])


def locate_app(module_name, app_name, raise_if_not_found=True):
    try:
        __import__(module_name)
    except ImportError as e:
        if e.__traceback__ is not None and e.__traceback__.tb_next is not None and not (isinstance(e, ModuleNotFoundError) and e.name == module_name):
            raise NoAppException(f"While importing {module_name!r}, an ImportError was raised:\n\n{traceback.format_exc()}") from None
        if raise_if_not_found:
            raise NoAppException(f"Could not import {module_name!r}.") from None
        return None
    module = sys.modules[module_name]
    return find_best_app(module) if app_name is None else find_app_by_string(module, app_name)


class ScriptInfo:
    def __init__(self, app_import_path=None, create_app=None, set_debug_flag=True, load_dotenv_defaults=True):
        self.app_import_path, self.create_app, self.set_debug_flag, self.data, self._loaded = app_import_path, create_app, set_debug_flag, {}, None

    def load_app(self):
        if self._loaded is not None:
            return self._loaded
        app = None
        if self.create_app is not None:
            app = self.create_app()
        elif self.app_import_path:
            path, _, name = self.app_import_path.partition(":") if not re.match(r"[A-Za-z]:[\\/]", self.app_import_path) else (self.app_import_path, "", "")
            app = locate_app(prepare_import(path), name or None)
        else:
            for path in ("wsgi.py", "app.py"):
                if os.path.exists(path):
                    app = locate_app(prepare_import(path), None, raise_if_not_found=False)
                    if app:
                        break
        if app is None:
            raise NoAppException(_NONE)
        if self.set_debug_flag:
            app.debug = get_debug_flag()
        self._loaded = app
        return app


pass_script_info = click.make_pass_decorator(ScriptInfo, ensure=True)


def with_appcontext(f):
    @functools.wraps(f)
    def decorator(*args, **kwargs):
        ctx = get_current_context()
        if current_app:
            return ctx.invoke(f, *args, **kwargs)
        with ctx.ensure_object(ScriptInfo).load_app().app_context():
            return ctx.invoke(f, *args, **kwargs)

    return decorator


class AppGroup(click.Group):
    """Commands that run within the application's context."""

    def command(self, *args, **kwargs):
        context = kwargs.pop("with_appcontext", True)
        bare = args[0] if args and callable(args[0]) else None
        inner = super().command(*(() if bare else args), **kwargs)
        wrap = lambda f: inner(with_appcontext(f) if context else f)
        return wrap(bare) if bare else wrap

    def group(self, *args, **kwargs):
        kwargs.setdefault("cls", AppGroup)
        return super().group(*args, **kwargs)


def load_dotenv(path=None, load_defaults=True):
    try:
        import dotenv
    except ImportError:
        if path or os.path.isfile(".env") or os.path.isfile(".flaskenv"):
            click.secho(" * Tip: There are .env files present. Install python-dotenv to use them.", fg="yellow", err=True)
        return False
    loaded = False
    for name in ([path] if path else []) + ([".env", ".flaskenv"] if load_defaults else []):
        found = name if os.path.isfile(name) else dotenv.find_dotenv(name, usecwd=True)
        if found:
            loaded = dotenv.load_dotenv(found, encoding="utf-8") or loaded
    return loaded


def show_server_banner(debug, app_import_path):
    if os.environ.get("WERKZEUG_RUN_MAIN") == "true":
        return
    if app_import_path is not None:
        click.echo(f" * Serving Flask app '{app_import_path}'")
    if debug is not None:
        click.echo(f" * Debug mode: {'on' if debug else 'off'}")


def _set_app(ctx, param, value):
    if value is not None:
        ctx.ensure_object(ScriptInfo).app_import_path = value


def _set_debug(ctx, param, value):
    if value is not None:
        os.environ["FLASK_DEBUG"] = "1" if value else "0"


def _env_file(ctx, param, value):
    if value is None and os.environ.get("FLASK_SKIP_DOTENV") in (None, "", "0"):
        load_dotenv()
    elif value is not None:
        load_dotenv(value)


def get_version(ctx, param, value):
    if not value or ctx.resilient_parsing:
        return
    import flask
    import werkzeug

    click.echo(f"Python {platform.python_version()}\nFlask {flask.__version__}\nWerkzeug {werkzeug.__version__}")
    ctx.exit()


class FlaskGroup(AppGroup):
    def __init__(self, add_default_commands=True, create_app=None, add_version_option=True, load_dotenv=True, set_debug_flag=True, **extra):
        params = [
            click.Option(["-e", "--env-file"], type=click.Path(exists=True, dir_okay=False), is_eager=True, expose_value=False, callback=_env_file, help="Load environment variables from this file, taking precedence over those set by '.env' and '.flaskenv'. Variables set directly in the environment take highest precedence. python-dotenv must be installed."),
            click.Option(["-A", "--app"], metavar="IMPORT", is_eager=True, expose_value=False, callback=_set_app, help="The Flask application or factory function to load, in the form 'module:name'. Module can be a dotted import or file path. Name is not required if it is 'app', 'application', 'create_app', or 'make_app', and can be 'name(args)' to pass arguments."),
            click.Option(["--debug/--no-debug"], default=None, expose_value=False, callback=_set_debug, help="Set debug mode."),
        ]
        if add_version_option:
            params.append(click.Option(["--version"], help="Show the Flask version.", expose_value=False, callback=get_version, is_flag=True, is_eager=True))
        extra.setdefault("context_settings", {})
        super().__init__(params=[*(extra.pop("params", None) or ()), *params], **extra)
        self.create_app, self.set_debug_flag = create_app, set_debug_flag
        if add_default_commands:
            for command in (run_command, shell_command, routes_command):
                self.add_command(command)

    def make_context(self, info_name, args, parent=None, **extra):
        os.environ["FLASK_RUN_FROM_CLI"] = "true"
        if "obj" not in extra:
            extra["obj"] = ScriptInfo(create_app=self.create_app, set_debug_flag=self.set_debug_flag)
        extra.setdefault("auto_envvar_prefix", "FLASK")
        return super().make_context(info_name, args, parent=parent, **extra)

    def get_command(self, ctx, name):
        own = super().get_command(ctx, name)
        if own is not None:
            return own
        info = ctx.ensure_object(ScriptInfo)
        try:
            app = info.load_app()
        except NoAppException as e:
            click.secho(f"Error: {e.format_message()}\n", err=True, fg="red")
            return None
        if not current_app or current_app._get_current_object() is not app:
            ctx.with_resource(app.app_context())
        return app.cli.get_command(ctx, name)

    def list_commands(self, ctx):
        names = set(super().list_commands(ctx))
        info = ctx.ensure_object(ScriptInfo)
        try:
            names.update(info.load_app().cli.list_commands(ctx))
        except NoAppException as e:
            click.secho(f"Error: {e.format_message()}\n", err=True, fg="red")
        except Exception:
            click.secho(f"{traceback.format_exc()}\n", err=True, fg="red")
        return sorted(names)

    def parse_args(self, ctx, args):
        if (not args and self.no_args_is_help) or (len(args) == 1 and args[0] in ctx.help_option_names):
            _env_file(ctx, None, None)
            _set_app(ctx, None, os.environ.get("FLASK_APP"))
        return super().parse_args(ctx, args)


@click.command("run", short_help="Run a development server.")
@click.option("--debug/--no-debug", default=None, expose_value=False, callback=_set_debug, help="Set debug mode.")
@click.option("--host", "-h", default="127.0.0.1", help="The interface to bind to.", envvar="FLASK_RUN_HOST")
@click.option("--port", "-p", default=5000, help="The port to bind to.", envvar="FLASK_RUN_PORT")
@click.option("--cert", type=click.Path(), help="Specify a certificate file to use HTTPS.")
@click.option("--key", type=click.Path(), metavar="FILE", help="The key file to use when specifying a certificate.")
@click.option("--reload/--no-reload", default=None, help="Enable or disable the reloader. By default the reloader is active if debug is enabled.")
@click.option("--debugger/--no-debugger", default=None, help="Enable or disable the debugger. By default the debugger is active if debug is enabled.")
@click.option("--with-threads/--without-threads", default=True, help="Enable or disable multithreading.")
@click.option("--extra-files", default=None, metavar="PATH", help="Extra files that trigger a reload on change. Multiple paths are separated by ':'.")
@click.option("--exclude-patterns", default=None, metavar="PATH", help="Files matching these fnmatch patterns will not trigger a reload on change. Multiple patterns are separated by ':'.")
@pass_script_info
def run_command(info, host, port, reload, debugger, with_threads, cert, key, extra_files, exclude_patterns):
    """Run a local development server.

    This server is for development purposes only. It does not provide the
    stability, security, or performance of production WSGI servers.

    The reloader and debugger are enabled by default with the '--debug'
    option.
    """
    if cert or key:
        raise click.ClickException("drydock: https is not simulated")
    failure = None
    try:
        app = info.load_app()
    except Exception as e:
        if os.environ.get("WERKZEUG_RUN_MAIN") != "true":
            raise
        traceback.print_exc()
        failure = e

        def app(environ, start_response):
            raise failure from None

    debug = get_debug_flag()
    show_server_banner(debug, info.app_import_path)
    from werkzeug.serving import run_simple

    run_simple(
        host, port, app, use_reloader=debug if reload is None else reload, use_debugger=debug if debugger is None else debugger, threaded=with_threads,
        extra_files=(extra_files or "").split(os.pathsep) if extra_files else None, exclude_patterns=exclude_patterns.split(os.pathsep) if exclude_patterns else None,
    )


@click.command("shell", short_help="Run a shell in the app context.")
@with_appcontext
def shell_command():
    """Run an interactive Python shell in the context of a given
    Flask application.  The application will populate the default
    namespace of this shell according to its configuration.

    This is useful for executing small snippets of management code
    without having to manually configure the application.
    """
    import code

    banner = f"Python {sys.version} on {sys.platform}\nApp: {current_app.import_name}\nInstance: {current_app.instance_path}"
    code.interact(banner=banner, local=current_app.make_shell_context())


@click.command("routes", short_help="Show the routes for the app.")
@click.option("--sort", "-s", type=click.Choice(["endpoint", "methods", "domain", "rule", "match"]), default="endpoint", help="Method to sort routes by. 'match' is the order that Flask will match routes when dispatching a request.")
@click.option("--all-methods", is_flag=True, help="Show HEAD and OPTIONS methods.")
@with_appcontext
def routes_command(sort, all_methods):
    """Show all registered routes with endpoints and methods."""
    rules = list(current_app.url_map.iter_rules())
    if not rules:
        click.echo("No routes were registered.")
        return
    hidden = set() if all_methods else {"HEAD", "OPTIONS"}
    rows = [[r.endpoint, ", ".join(sorted((r.methods or set()) - hidden)), r.rule] for r in rules]
    if sort in ("endpoint", "methods"):
        rows.sort(key=lambda row: row[("endpoint", "methods").index(sort)])
    elif sort == "rule":
        rows.sort(key=lambda row: row[2])
    rows.insert(0, ["Endpoint", "Methods", "Rule"])
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    rows.insert(1, ["-" * w for w in widths])
    for row in rows:
        click.echo("  ".join(cell.ljust(w) for cell, w in zip(row, widths)))


cli = FlaskGroup(
    name="flask",
    help="""A general utility script for Flask applications.

An application to load must be given with the '--app' option,
'FLASK_APP' environment variable, or with a 'wsgi.py' or 'app.py' file
in the current directory.
""",
)


def main():
    cli.main(prog_name="flask" if not sys.argv[0].endswith("__main__.py") else "python -m flask")


__all__ = ["AppGroup", "CliRunner", "FlaskGroup", "NoAppException", "ScriptInfo", "load_dotenv", "main", "pass_script_info", "with_appcontext"]
