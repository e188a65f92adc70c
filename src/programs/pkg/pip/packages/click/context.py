"""What one call of a command knows."""
from .exceptions import Abort, Exit, UsageError
from .globals import _stack


class Context:
    __module__ = "click.core"
    def __init__(self, command, parent=None, info_name=None, obj=None, auto_envvar_prefix=None, default_map=None, **extra):
        self.command, self.parent, self.info_name = command, parent, info_name
        self.params, self.args, self.invoked_subcommand, self._close = {}, [], None, []
        self.obj = obj if obj is not None or parent is None else parent.obj
        self.meta = {} if parent is None else parent.meta
        self.default_map = default_map or (parent.default_map.get(info_name) if parent is not None and parent.default_map else None)
        self.auto_envvar_prefix, self.resilient_parsing, self.color = auto_envvar_prefix, False, None
        self.ignore_unknown_options = extra.get("ignore_unknown_options", command.ignore_unknown_options)
        self.allow_extra_args = extra.get("allow_extra_args", command.allow_extra_args)
        self.help_option_names = extra.get("help_option_names") or (parent.help_option_names if parent is not None else ["--help"])

    @property
    def command_path(self):
        if self.parent is None:
            return self.info_name or ""
        pieces = [self.parent.command_path]
        pieces += [p.make_metavar() for p in self.parent.command.params if p.param_type_name == "argument"]
        return " ".join([*pieces, self.info_name or ""]).strip()

    def find_root(self):
        ctx = self
        while ctx.parent is not None:
            ctx = ctx.parent
        return ctx

    def find_object(self, kind):
        ctx = self
        while ctx is not None:
            if isinstance(ctx.obj, kind):
                return ctx.obj
            ctx = ctx.parent
        return None

    def ensure_object(self, kind):
        found = self.find_object(kind)
        if found is None:
            self.obj = found = kind()
        return found

    def lookup_default(self, name, call=True):
        value = (self.default_map or {}).get(name)
        return value() if call and callable(value) else value

    def with_resource(self, manager):
        value = manager.__enter__()
        self.call_on_close(lambda: manager.__exit__(None, None, None))
        return value

    def call_on_close(self, f):
        self._close.append(f)
        return f

    def close(self):
        for f in reversed(self._close):
            f()
        self._close = []

    def get_usage(self):
        return self.command.get_usage(self)

    def get_help(self):
        return self.command.get_help(self)

    def fail(self, message):
        raise UsageError(message, self)

    def abort(self):
        raise Abort()

    def exit(self, code=0):
        self.close()
        raise Exit(code)

    def invoke(self, callback, *args, **kwargs):
        from .core import Command

        if isinstance(callback, Command):
            other = callback
            ctx = Context(other, info_name=other.name, parent=self)
            for param in other.params:
                if param.name not in kwargs and param.expose_value:
                    kwargs[param.name] = param.type_cast_value(ctx, param.get_default(ctx))
            with ctx:
                return other.callback(*args, **kwargs)
        with self:
            try:
                return callback(*args, **kwargs)
            except UsageError as e:
                if e.ctx is None:
                    e.ctx = self
                raise

    def forward(self, command, *args, **kwargs):
        return self.invoke(command, *args, **{**self.params, **kwargs})

    def __enter__(self):
        _stack.append(self)
        return self

    def __exit__(self, *exc):
        _stack.pop()
