import inspect
import os
import sys

from .exceptions import Abort, BadArgumentUsage, BadOptionUsage, ClickException, Exit, MissingParameter, NoSuchOption, UsageError
from .formatting import columns, prose, short_help, usage, width
from .globals import _stack
from .termui import confirm, echo, prompt
from .types import BOOL, IntRange, convert_type


class Context:
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


class Parameter:
    param_type_name = "parameter"

    def __init__(self, param_decls=None, type=None, required=False, default=None, callback=None, nargs=None, multiple=False, metavar=None, expose_value=True, is_eager=False, envvar=None, shell_complete=None):
        self.name, self.opts, self.secondary_opts = self._parse_decls(param_decls or (), expose_value)
        self.required, self.default, self.callback = required, default, callback
        self.multiple, self.metavar, self.expose_value, self.is_eager, self.envvar = multiple, metavar, expose_value, is_eager, envvar
        self.type = convert_type(type, default)
        arity = len(self.type.types) if hasattr(self.type, "types") else 1
        self.nargs = arity if nargs is None else nargs

    def make_metavar(self):
        if self.metavar is not None:
            return self.metavar
        text = self.type.get_metavar(self) or self.type.name.upper()
        return text + ("..." if self.nargs != 1 else "")

    def get_default(self, ctx):
        value = ctx.lookup_default(self.name)
        if value is None:
            value = self.default() if callable(self.default) else self.default
        return value

    def from_env(self, ctx):
        names = self.envvar if isinstance(self.envvar, (list, tuple)) else [self.envvar] if self.envvar else []
        if ctx.auto_envvar_prefix and self.name:
            names = [*names, f"{ctx.auto_envvar_prefix}_{self.name.upper()}"]
        for name in names:
            if os.environ.get(name):
                value = os.environ[name]
                return value.split() if self.multiple or self.nargs != 1 else value
        return None

    def type_cast_value(self, ctx, value):
        if value is None:
            return () if self.multiple or self.nargs == -1 else None
        one = (lambda v: tuple(self.type(x, self, ctx) for x in v)) if self.nargs != 1 and not hasattr(self.type, "types") else lambda v: self.type(v, self, ctx)
        return tuple(one(v) for v in value) if self.multiple else one(value)

    def handle(self, ctx, opts):
        value = opts.get(self.name)
        if value is None:
            value = self.from_env(ctx)
        if value is None:
            value = self.missing(ctx)
        value = self.type_cast_value(ctx, value)
        if self.required and (value is None or ((self.multiple or self.nargs != 1) and value == ())):
            raise MissingParameter(ctx=ctx, param=self)
        if self.callback is not None:
            value = self.callback(ctx, self, value)
        if self.expose_value:
            ctx.params[self.name] = value

    def missing(self, ctx):
        return self.get_default(ctx)

    def get_help_record(self, ctx):
        return None


class Option(Parameter):
    param_type_name = "option"

    def __init__(self, param_decls=None, show_default=None, prompt=False, confirmation_prompt=False, prompt_required=True, hide_input=False, is_flag=None, flag_value=None, multiple=False, count=False, allow_from_autoenv=True, type=None, help=None, hidden=False, show_choices=True, show_envvar=False, **attrs):
        given_default = "default" in attrs
        if count:
            type, attrs["default"] = IntRange(min=0), attrs.get("default") or 0
        super().__init__(param_decls, type=type, multiple=multiple, **attrs)
        self.prompt = (self.name or "").replace("_", " ").capitalize() if prompt is True else prompt or None
        self.confirmation_prompt, self.hide_input, self.count = confirmation_prompt, hide_input, count
        if is_flag is None:
            is_flag = flag_value is not None or bool(self.secondary_opts)
        self.is_flag, self.flag_value = is_flag, flag_value
        if is_flag:
            if flag_value is None:
                self.flag_value = True
                self.type = BOOL if type is None else self.type
                if not given_default and not self.required:
                    self.default = False
            elif type is None:
                self.type = convert_type(None, flag_value)
        self.help, self.hidden, self.show_default, self.show_envvar = inspect.cleandoc(help) if help else None, hidden, show_default, show_envvar
        if hide_input and self.default is None:
            self.show_default = False

    def _parse_decls(self, decls, expose):
        name, opts, second, possible = None, [], [], []
        for decl in decls:
            if decl.isidentifier():
                name = decl
                continue
            first, slash, other = decl.partition("/")
            first, other = first.strip(), other.strip()
            if first:
                opts.append(first)
                possible.append(first)
            if slash and other:
                second.append(other)
        if name is None and possible:
            best = sorted(possible, key=lambda o: -len(o) + len(o.lstrip("-")))[0]
            name = best.lstrip("-").replace("-", "_").lower()
        return name, opts, second

    def get_error_hint(self):
        return " / ".join(f"'{o}'" for o in self.opts)

    def missing(self, ctx):
        value = self.get_default(ctx)
        if self.prompt and not ctx.resilient_parsing:
            if self.is_flag:
                return confirm(self.prompt, bool(value))
            return prompt(self.prompt, default=value, type=self.type, hide_input=self.hide_input, confirmation_prompt=self.confirmation_prompt)
        return value

    def get_help_record(self, ctx):
        if self.hidden:
            return None
        ordered = sorted(self.opts, key=lambda o: len(o) - len(o.lstrip("-")))
        left = ", ".join(ordered)
        if not self.is_flag and not self.count:
            left += f" {self.make_metavar()}"
        if self.secondary_opts:
            left += " / " + ", ".join(self.secondary_opts)
        extra = []
        if self.show_envvar and self.envvar:
            extra.append(f"env var: {self.envvar if isinstance(self.envvar, str) else ', '.join(self.envvar)}")
        shown = self.show_default if self.show_default is not None else getattr(ctx.command, "show_default", False)
        if shown and self.default is not None:
            if isinstance(shown, str):
                extra.append(f"default: ({shown})")
            elif self.is_flag and self.secondary_opts:
                extra.append(f"default: {(self.opts if self.default else self.secondary_opts)[0].lstrip('-')}")
            elif not (self.is_flag and self.default is False):
                extra.append(f"default: {', '.join(map(str, self.default)) if isinstance(self.default, (list, tuple)) else '(dynamic)' if callable(self.default) else self.default}")
        if hasattr(self.type, "_describe") and not self.count:
            extra.append(self.type._describe())
        if self.required:
            extra.append("required")
        note = f"[{'; '.join(extra)}]" if extra else ""
        return left, f"{self.help or ''}  {note}".strip() if note else self.help or ""


class Argument(Parameter):
    param_type_name = "argument"

    def __init__(self, param_decls, required=None, **attrs):
        if required is None:
            required = attrs.get("default") is None and attrs.get("nargs", 1) != -1
        super().__init__(param_decls, required=required, **attrs)

    def _parse_decls(self, decls, expose):
        name = decls[0]
        return name.replace("-", "_").lower(), [name], []

    def make_metavar(self):
        if self.metavar is not None:
            return self.metavar
        text = self.type.get_metavar(self) or self.opts[0].upper()
        if not self.required:
            text = f"[{text}]"
        return text + ("..." if self.nargs != 1 else "")

    def get_error_hint(self):
        return f"'{self.make_metavar()}'"


class Command:
    allow_extra_args = False
    ignore_unknown_options = False
    allow_interspersed_args = True

    def __init__(self, name=None, context_settings=None, callback=None, params=None, help=None, epilog=None, short_help=None, options_metavar="[OPTIONS]", add_help_option=True, no_args_is_help=False, hidden=False, deprecated=False):
        self.name, self.callback, self.params, self.context_settings = name, callback, params or [], context_settings or {}
        self.help, self.epilog, self.options_metavar, self.short_help = help, epilog, options_metavar, short_help
        self.add_help_option, self.no_args_is_help, self.hidden, self.deprecated = add_help_option, no_args_is_help, hidden, deprecated
        for key in ("allow_extra_args", "ignore_unknown_options"):
            if key in self.context_settings:
                setattr(self, key, self.context_settings[key])
        self.show_default = self.context_settings.get("show_default", False)

    def make_context(self, info_name, args, parent=None, **extra):
        ctx = Context(self, info_name=info_name, parent=parent, **{**self.context_settings, **extra})
        with ctx:
            self.parse_args(ctx, list(args))
        return ctx

    def get_params(self, ctx):
        help_option = self.get_help_option(ctx)
        return [*self.params, help_option] if help_option is not None else list(self.params)

    def get_help_option(self, ctx):
        taken = {o for p in self.params for o in (*p.opts, *p.secondary_opts)}
        names = [n for n in ctx.help_option_names if n not in taken]
        if not names or not self.add_help_option:
            return None

        def show(ctx, param, value):
            if value and not ctx.resilient_parsing:
                echo(ctx.get_help())
                ctx.exit()

        return Option(names, is_flag=True, is_eager=True, expose_value=False, callback=show, help="Show this message and exit.")

    def get_usage(self, ctx):
        return usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)))

    def collect_usage_pieces(self, ctx):
        pieces = [self.options_metavar] if self.options_metavar else []
        return pieces + [p.make_metavar() for p in self.params if p.param_type_name == "argument"]

    def get_short_help_str(self, limit=45):
        return (self.short_help or (short_help(self.help, limit) if self.help else "")).strip()

    def get_help(self, ctx):
        parts = [self.get_usage(ctx)]
        text = inspect.cleandoc(self.help).partition("\f")[0] if self.help else ""
        if self.deprecated:
            text = f"{text} (Deprecated)".strip()
        if text:
            parts.append(prose(text))
        rows = [r for r in (p.get_help_record(ctx) for p in self.get_params(ctx)) if r is not None]
        if rows:
            parts.append("Options:\n" + columns(rows))
        parts += self.more_help(ctx)
        if self.epilog:
            parts.append(prose(inspect.cleandoc(self.epilog)))
        return "\n\n".join(parts)

    def more_help(self, ctx):
        return []

    def parse_args(self, ctx, args):
        if not args and self.no_args_is_help and not ctx.resilient_parsing:
            echo(ctx.get_help(), err=True)
            ctx.exit(2)
        params = self.get_params(ctx)
        opts, order, rest = self._split(ctx, params, args)
        rest = self._arguments(ctx, params, opts, rest)
        for param in sorted(params, key=lambda p: (not p.is_eager, order.index(p) if p in order else len(order))):
            param.handle(ctx, opts)
        if rest and not self.allow_extra_args and not ctx.resilient_parsing:
            many = len(rest) != 1
            ctx.fail(f"Got unexpected extra argument{'s' if many else ''} ({' '.join(map(str, rest))})")
        ctx.args = rest
        return rest

    def _split(self, ctx, params, args):
        """The options' values, in which order they came, and the words that are none."""
        named = {}
        for p in params:
            if p.param_type_name == "option":
                named.update({o: (p, True) for o in p.opts})
                named.update({o: (p, False) for o in p.secondary_opts})
        opts, order, words = {}, [], []

        def put(param, value):
            order.append(param)
            if param.count:
                opts[param.name] = opts.get(param.name, 0) + 1
            elif param.multiple:
                opts.setdefault(param.name, []).append(value)
            else:
                opts[param.name] = value

        def take(param, name, value):
            """Handles one option; `value` is what is glued to it."""
            param, positive = named[name]
            if param.is_flag or param.count:
                if value is not None:
                    raise BadOptionUsage(name, f"Option {name!r} does not take a value.")
                put(param, param.flag_value if positive else False)
                return
            if param.nargs == 1:
                if value is None:
                    if not args:
                        raise BadOptionUsage(name, f"Option {name!r} requires an argument.")
                    value = args.pop(0)
                put(param, value)
                return
            values = ([value] if value is not None else []) + [args.pop(0) for _ in range(min(len(args), param.nargs - (value is not None)))]
            if len(values) < param.nargs:
                raise BadOptionUsage(name, f"Option {name!r} requires {param.nargs} arguments.")
            put(param, tuple(values))

        while args:
            word = args.pop(0)
            if word == "--":
                words += args
                break
            if len(word) < 2 or word[0] != "-":
                words.append(word)
                if not self.allow_interspersed_args:
                    words += args
                    break
                continue
            name, eq, value = word.partition("=")
            if word.startswith("--"):
                if name in named:
                    take(named[name][0], name, value if eq else None)
                elif ctx.ignore_unknown_options:
                    words.append(word)
                else:
                    from difflib import get_close_matches

                    raise NoSuchOption(name, possibilities=get_close_matches(name, named), ctx=ctx)
                continue
            if word in named:
                take(named[word][0], word, None)
                continue
            at = 1
            while at < len(word):
                short = "-" + word[at]
                if short not in named:
                    if ctx.ignore_unknown_options:
                        words.append("-" + word[at:])
                        break
                    raise NoSuchOption(short if len(word) > 1 else word, ctx=ctx)
                param = named[short][0]
                if param.is_flag or param.count:
                    take(param, short, None)
                    at += 1
                    continue
                take(param, short, word[at + 1 :] or None)
                break
        return opts, order, words

    def _arguments(self, ctx, params, opts, words):
        wanted = [p for p in params if p.param_type_name == "argument"]
        spread = next((i for i, p in enumerate(wanted) if p.nargs == -1), None)
        after = sum(p.nargs for p in wanted[spread + 1 :]) if spread is not None else 0
        for p in wanted:
            if p.nargs == -1:
                n = max(0, len(words) - after)
                opts[p.name] = tuple(words[:n]) or None
            elif p.nargs == 1:
                n = 1
                opts[p.name] = words[0] if words else None
            else:
                n = p.nargs
                if words and len(words) < n:
                    raise BadArgumentUsage(f"Argument {p.name!r} takes {n} values.", ctx)
                opts[p.name] = tuple(words[:n]) or None
            words = words[n:]
        return words

    def invoke(self, ctx):
        if self.deprecated:
            echo(f"DeprecationWarning: The command {self.name!r} is deprecated.", err=True)
        if self.callback is not None:
            return ctx.invoke(self.callback, **ctx.params)
        return None

    def main(self, args=None, prog_name=None, complete_var=None, standalone_mode=True, **extra):
        args = list(sys.argv[1:] if args is None else args)
        prog_name = prog_name or _program_name()
        try:
            try:
                with self.make_context(prog_name, args, **extra) as ctx:
                    rv = self.invoke(ctx)
                    if not standalone_mode:
                        return rv
                    ctx.exit()
            except (EOFError, KeyboardInterrupt) as e:
                echo(file=sys.stderr)
                raise Abort() from e
            except ClickException as e:
                if not standalone_mode:
                    raise
                e.show()
                sys.exit(e.exit_code)
        except Exit as e:
            if standalone_mode:
                sys.exit(e.exit_code)
            return e.exit_code
        except Abort:
            if not standalone_mode:
                raise
            echo("Aborted!", file=sys.stderr)
            sys.exit(1)

    def __call__(self, *args, **kwargs):
        return self.main(*args, **kwargs)

    def __repr__(self):
        return f"<{type(self).__name__} {self.name}>"


def _program_name():
    main = sys.modules["__main__"]
    path = sys.argv[0]
    if getattr(main, "__package__", None) in ("", None) or not os.path.basename(path).startswith("__main__"):
        return os.path.basename(path)
    return f"python -m {main.__package__}"


class Group(Command):
    allow_extra_args = True
    allow_interspersed_args = False
    command_class = group_class = None

    def __init__(self, name=None, commands=None, invoke_without_command=False, no_args_is_help=None, subcommand_metavar=None, chain=False, result_callback=None, **attrs):
        if chain:
            raise NotImplementedError("drydock: chained commands are not simulated")
        super().__init__(name, no_args_is_help=not invoke_without_command if no_args_is_help is None else no_args_is_help, **attrs)
        self.commands = {c.name: c for c in commands} if isinstance(commands, (list, tuple)) else dict(commands or {})
        self.invoke_without_command, self.subcommand_metavar = invoke_without_command, subcommand_metavar or "COMMAND [ARGS]..."

    def add_command(self, cmd, name=None):
        name = name or cmd.name
        if name is None:
            raise TypeError("Command has no name.")
        self.commands[name] = cmd

    def command(self, *args, **kwargs):
        from .decorators import command

        if self.command_class and "cls" not in kwargs:
            kwargs["cls"] = self.command_class
        bare = args[0] if args and callable(args[0]) else None

        def decorator(f):
            cmd = command(*(() if bare else args), **kwargs)(f)
            self.add_command(cmd)
            return cmd

        return decorator(bare) if bare else decorator

    def group(self, *args, **kwargs):
        from .decorators import group

        if self.group_class and "cls" not in kwargs:
            kwargs["cls"] = type(self) if self.group_class is type else self.group_class
        bare = args[0] if args and callable(args[0]) else None

        def decorator(f):
            cmd = group(*(() if bare else args), **kwargs)(f)
            self.add_command(cmd)
            return cmd

        return decorator(bare) if bare else decorator

    def get_command(self, ctx, cmd_name):
        return self.commands.get(cmd_name)

    def list_commands(self, ctx):
        return sorted(self.commands)

    def collect_usage_pieces(self, ctx):
        return [*super().collect_usage_pieces(ctx), self.subcommand_metavar]

    def more_help(self, ctx):
        found = [(n, c) for n in self.list_commands(ctx) if (c := self.get_command(ctx, n)) is not None and not c.hidden]
        if not found:
            return []
        limit = width() - 6 - max(len(n) for n, _ in found)
        return ["Commands:\n" + columns([(n, c.get_short_help_str(limit)) for n, c in found])]

    def resolve_command(self, ctx, args):
        name = str(args[0])
        cmd = self.get_command(ctx, name)
        if cmd is None:
            if name.startswith("-"):
                raise NoSuchOption(name, ctx=ctx)
            ctx.fail(f"No such command {name!r}.")
        return name, cmd, args[1:]

    def invoke(self, ctx):
        args, ctx.args = ctx.args, []
        if not args:
            if not self.invoke_without_command:
                ctx.fail("Missing command.")
            return super().invoke(ctx)
        with ctx:
            name, cmd, rest = self.resolve_command(ctx, args)
            ctx.invoked_subcommand = name
            super().invoke(ctx)
            with cmd.make_context(name, rest, parent=ctx) as sub:
                return sub.command.invoke(sub)


MultiCommand = Group
__all__ = ["Argument", "Command", "Context", "Group", "MultiCommand", "Option", "Parameter"]
