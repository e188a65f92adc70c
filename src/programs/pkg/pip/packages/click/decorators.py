import functools
import inspect

from .core import Argument, Command, Group, Option
from .globals import get_current_context
from .termui import echo


def pass_context(f):
    return functools.update_wrapper(lambda *a, **k: f(get_current_context(), *a, **k), f)


def pass_obj(f):
    return functools.update_wrapper(lambda *a, **k: f(get_current_context().obj, *a, **k), f)


def make_pass_decorator(object_type, ensure=False):
    def decorator(f):
        def new_func(*args, **kwargs):
            ctx = get_current_context()
            obj = ctx.ensure_object(object_type) if ensure else ctx.find_object(object_type)
            if obj is None:
                raise RuntimeError(f"Managed to invoke callback without a context object of type {object_type.__name__!r} existing.")
            return ctx.invoke(f, obj, *args, **kwargs)

        return functools.update_wrapper(new_func, f)

    return decorator


def command(name=None, cls=None, **attrs):
    func = None
    if callable(name):
        func, name = name, None

    def decorator(f):
        if isinstance(f, Command):
            raise TypeError("Attempted to convert a callback into a command twice.")
        params = list(reversed(getattr(f, "__click_params__", [])))
        own = dict(attrs)
        help = own.pop("help", None) or f.__doc__
        found = name or f.__name__.lower().replace("_", "-")
        if name is None:
            base, _, suffix = found.rpartition("-")
            if suffix in ("command", "cmd", "group", "grp") and base:
                found = base
        cmd = (cls or Command)(name=found, callback=f, params=[*params, *own.pop("params", [])], help=inspect.cleandoc(help) if help else None, **own)
        cmd.__doc__ = f.__doc__
        return cmd

    return decorator(func) if func else decorator


def group(name=None, cls=None, **attrs):
    if callable(name):
        return command(cls=cls or Group, **attrs)(name)
    return command(name, cls=cls or Group, **attrs)


def _add(f, param):
    if isinstance(f, Command):
        f.params.append(param)
    else:
        if not hasattr(f, "__click_params__"):
            f.__click_params__ = []
        f.__click_params__.append(param)
    return f


def argument(*decls, cls=None, **attrs):
    return lambda f: _add(f, (cls or Argument)(decls, **attrs))


def option(*decls, cls=None, **attrs):
    return lambda f: _add(f, (cls or Option)(decls, **attrs))


def confirmation_option(*decls, **kwargs):
    def callback(ctx, param, value):
        if not value:
            ctx.abort()

    kwargs = {"is_flag": True, "callback": callback, "expose_value": False, "prompt": "Do you want to continue?", "help": "Confirm the action without prompting.", **kwargs}
    return option(*(decls or ("--yes",)), **kwargs)


def password_option(*decls, **kwargs):
    return option(*(decls or ("--password",)), **{"prompt": True, "confirmation_prompt": True, "hide_input": True, **kwargs})


def version_option(version=None, *decls, package_name=None, prog_name=None, message=None, **kwargs):
    def callback(ctx, param, value):
        if not value or ctx.resilient_parsing:
            return
        shown = version
        if shown is None:
            from importlib.metadata import version as find

            shown = find(package_name or ctx.find_root().info_name)
        echo((message or "%(prog)s, version %(version)s") % {"prog": prog_name or ctx.find_root().info_name, "package": package_name, "version": shown})
        ctx.exit()

    kwargs = {"is_flag": True, "expose_value": False, "is_eager": True, "help": "Show the version and exit.", "callback": callback, **kwargs}
    return option(*(decls or ("--version",)), **kwargs)


def help_option(*decls, **kwargs):
    def callback(ctx, param, value):
        if value:
            echo(ctx.get_help())
            ctx.exit()

    kwargs = {"is_flag": True, "expose_value": False, "is_eager": True, "help": "Show this message and exit.", "callback": callback, **kwargs}
    return option(*(decls or ("--help",)), **kwargs)


__all__ = ["argument", "command", "confirmation_option", "group", "help_option", "make_pass_decorator", "option", "pass_context", "pass_obj", "password_option", "version_option"]
