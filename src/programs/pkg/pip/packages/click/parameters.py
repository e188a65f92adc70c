"""Options and arguments."""
import inspect
import os

from .exceptions import MissingParameter
from .termui import confirm, prompt
from .types import BOOL, IntRange, convert_type


class Parameter:
    __module__ = "click.core"
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
    __module__ = "click.core"
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
    __module__ = "click.core"
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
