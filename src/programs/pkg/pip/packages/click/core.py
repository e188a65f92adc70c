import inspect
import os
import sys

from .exceptions import Abort, BadArgumentUsage, BadOptionUsage, ClickException, Exit, NoSuchOption
from .formatting import columns, prose, short_help, usage, width
from .termui import echo
from .context import Context
from .parameters import Argument, Option, Parameter


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


__all__ = ["Argument", "Command", "Context", "Group", "Option", "Parameter"]
