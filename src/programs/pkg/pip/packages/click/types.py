import os
import sys
import uuid
from datetime import datetime

from .exceptions import BadParameter


class ParamType:
    name = "text"

    def __call__(self, value, param=None, ctx=None):
        return None if value is None else self.convert(value, param, ctx)

    def convert(self, value, param, ctx):
        return value

    def fail(self, message, param=None, ctx=None):
        raise BadParameter(message, ctx=ctx, param=param)

    def get_metavar(self, param):
        return None

    def get_missing_message(self, param):
        return None

    def __repr__(self):
        return self.name.upper()


class StringParamType(ParamType):
    def convert(self, value, param, ctx):
        return value.decode() if isinstance(value, bytes) else str(value)


class _Number(ParamType):
    def convert(self, value, param, ctx):
        try:
            return self.kind(value)
        except (ValueError, TypeError):
            self.fail(f"{value!r} is not a valid {self.name}.", param, ctx)


class IntParamType(_Number):
    name, kind = "integer", int


class FloatParamType(_Number):
    name, kind = "float", float


class _Range(_Number):
    def __init__(self, min=None, max=None, min_open=False, max_open=False, clamp=False):
        self.min, self.max, self.min_open, self.max_open, self.clamp = min, max, min_open, max_open, clamp

    def _describe(self):
        if self.min is None:
            return f"x{'<' if self.max_open else '<='}{self.max}"
        if self.max is None:
            return f"x{'>' if self.min_open else '>='}{self.min}"
        return f"{self.min}{'<' if self.min_open else '<='}x{'<' if self.max_open else '<='}{self.max}"

    def convert(self, value, param, ctx):
        number = super().convert(value, param, ctx)
        low = self.min is not None and (number <= self.min if self.min_open else number < self.min)
        high = self.max is not None and (number >= self.max if self.max_open else number > self.max)
        if self.clamp and (low or high):
            return self.min if low else self.max
        if low or high:
            self.fail(f"{number} is not in the range {self._describe()}.", param, ctx)
        return number


class IntRange(_Range):
    name, kind = "integer range", int


class FloatRange(_Range):
    name, kind = "float range", float


class BoolParamType(ParamType):
    name = "boolean"

    def convert(self, value, param, ctx):
        if isinstance(value, bool):
            return value
        low = str(value).strip().lower()
        if low in ("1", "true", "t", "yes", "y", "on"):
            return True
        if low in ("0", "false", "f", "no", "n", "off", ""):
            return False
        self.fail(f"{value!r} is not a valid boolean.", param, ctx)


class Choice(ParamType):
    name = "choice"

    def __init__(self, choices, case_sensitive=True):
        self.choices, self.case_sensitive = [getattr(c, "name", c) for c in choices], case_sensitive
        self._values = dict(zip(self.choices, choices))

    def get_metavar(self, param):
        text = "|".join(map(str, self.choices))
        return f"{{{text}}}" if param.required and param.param_type_name == "argument" else f"[{text}]"

    def get_missing_message(self, param):
        return "Choose from:\n\t" + ",\n\t".join(map(str, self.choices))

    def convert(self, value, param, ctx):
        value = getattr(value, "name", value)
        for choice in self.choices:
            if choice == value or (not self.case_sensitive and str(choice).lower() == str(value).lower()):
                return self._values[choice]
        options = ", ".join(repr(c) for c in self.choices)
        self.fail(f"{value!r} is not {options}." if len(self.choices) == 1 else f"{value!r} is not one of {options}.", param, ctx)


class DateTime(ParamType):
    name = "datetime"

    def __init__(self, formats=None):
        self.formats = formats or ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S"]

    def get_metavar(self, param):
        return f"[{'|'.join(self.formats)}]"

    def convert(self, value, param, ctx):
        if isinstance(value, datetime):
            return value
        for form in self.formats:
            try:
                return datetime.strptime(value, form)
            except ValueError:
                continue
        shown = ", ".join(map(repr, self.formats))
        self.fail(f"{value!r} does not match the format {shown}." if len(self.formats) == 1 else f"{value!r} does not match the formats {shown}.", param, ctx)


class UUIDParameterType(ParamType):
    name = "uuid"

    def convert(self, value, param, ctx):
        try:
            return value if isinstance(value, uuid.UUID) else uuid.UUID(value.strip())
        except ValueError:
            self.fail(f"{value!r} is not a valid UUID.", param, ctx)


class File(ParamType):
    name = "filename"

    def __init__(self, mode="r", encoding=None, errors="strict", lazy=None, atomic=False):
        self.mode, self.encoding, self.errors = mode, encoding, errors

    def convert(self, value, param, ctx):
        if hasattr(value, "read") or hasattr(value, "write"):
            return value
        if value == "-":
            stream = sys.stdout if "w" in self.mode or "a" in self.mode else sys.stdin
            return stream.buffer if "b" in self.mode else stream
        try:
            f = open(value, self.mode, encoding=self.encoding, errors=None if "b" in self.mode else self.errors)
        except OSError as e:
            self.fail(f"{value!r}: {e.strerror}", param, ctx)
        if ctx is not None:
            ctx.call_on_close(f.close)
        return f


class Path(ParamType):
    def __init__(self, exists=False, file_okay=True, dir_okay=True, writable=False, readable=True, resolve_path=False, allow_dash=False, path_type=None, executable=False):
        self.exists, self.file_okay, self.dir_okay, self.writable, self.readable = exists, file_okay, dir_okay, writable, readable
        self.resolve_path, self.allow_dash, self.type = resolve_path, allow_dash, path_type
        self.name = "directory" if dir_okay and not file_okay else "file" if file_okay and not dir_okay else "path"

    def convert(self, value, param, ctx):
        path = os.fspath(value)
        what = self.name.title()
        if not (self.allow_dash and path == "-"):
            if self.resolve_path:
                path = os.path.realpath(path)
            if not os.path.exists(path):
                if self.exists:
                    self.fail(f"{what} {path!r} does not exist.", param, ctx)
            elif not self.file_okay and os.path.isfile(path):
                self.fail(f"{what} {path!r} is a file.", param, ctx)
            elif not self.dir_okay and os.path.isdir(path):
                self.fail(f"{what} {path!r} is a directory.", param, ctx)
            elif self.readable and not os.access(path, os.R_OK):
                self.fail(f"{what} {path!r} is not readable.", param, ctx)
            elif self.writable and not os.access(path, os.W_OK):
                self.fail(f"{what} {path!r} is not writable.", param, ctx)
        return self.type(path) if self.type else path


class Tuple(ParamType):
    def __init__(self, types):
        self.types = [convert_type(t) for t in types]
        self.name = f"<{' '.join(t.name for t in self.types)}>"

    def convert(self, value, param, ctx):
        return tuple(t(v, param, ctx) for t, v in zip(self.types, value))


class FuncParamType(ParamType):
    def __init__(self, func):
        self.func, self.name = func, getattr(func, "__name__", "function")

    def convert(self, value, param, ctx):
        try:
            return self.func(value)
        except ValueError:
            self.fail(str(value), param, ctx)


STRING, UNPROCESSED, INT, FLOAT, BOOL, UUID = StringParamType(), ParamType(), IntParamType(), FloatParamType(), BoolParamType(), UUIDParameterType()


def convert_type(given, default=None):
    if given is None:
        if default is None or isinstance(default, (tuple, list, dict)) or callable(default):
            return STRING
        given = type(default)
    if isinstance(given, ParamType):
        return given
    if isinstance(given, type) and issubclass(given, ParamType):
        return given()
    if isinstance(given, tuple):
        return Tuple(given)
    known = {str: STRING, int: INT, float: FLOAT, bool: BOOL}
    return known.get(given) or FuncParamType(given)
