"""Whether a value is what an annotation says; what it is turned into."""
import datetime
import decimal
import enum
import types
import typing
import uuid

MISSING = object()


class FieldInfo:
    def __init__(self, default=MISSING, default_factory=None, alias=None, **rules):
        self.default, self.default_factory, self.alias = MISSING if default is ... else default, default_factory, alias
        self.rules = {k: v for k, v in rules.items() if v is not None}

    @property
    def required(self):
        return self.default is MISSING and self.default_factory is None

    def get_default(self):
        return self.default_factory() if self.default_factory else self.default


def Field(default=MISSING, *, default_factory=None, alias=None, title=None, description=None, examples=None, gt=None, ge=None, lt=None, le=None, multiple_of=None, min_length=None, max_length=None, pattern=None, **more):
    if more:
        raise TypeError(f"drydock: Field({', '.join(more)}=...) of pydantic is not simulated")
    return FieldInfo(default, default_factory, alias, gt=gt, ge=ge, lt=lt, le=le, multiple_of=multiple_of, min_length=min_length, max_length=max_length, pattern=pattern)


class ValidationError(ValueError):
    def __init__(self, title, errors):
        super().__init__(title, errors)
        self.title, self._errors = title, errors

    def errors(self, include_url=True):
        return [{**e, **({"url": _url(e)} if include_url else {})} for e in self._errors]

    def error_count(self):
        return len(self._errors)

    def __str__(self):
        n = len(self._errors)
        lines = [f"{n} validation error{'s' if n != 1 else ''} for {self.title}"]
        for e in self._errors:
            lines.append(".".join(map(str, e["loc"])))
            lines.append(f"  {e['msg']} [type={e['type']}, input_value={e['input']!r}, input_type={type(e['input']).__name__}]")
            lines.append(f"    For further information visit {_url(e)}")
        return "\n".join(lines)


def _url(e):
    return f"https://errors.pydantic.dev/2.12/v/{e['type']}"


class Wrong(Exception):
    """One or more failures of a value: (type, message, place inside, input, context)."""

    def __init__(self, *failures):
        super().__init__(failures)
        self.failures = failures


def wrong(kind, message, value, ctx=None):
    return Wrong((kind, message, (), value, ctx))


def as_given(failures, raw):
    """Failures of a whole value name it as it was given, not what it was turned into."""
    return [(k, m, inside, raw if not inside else v, c) for k, m, inside, v, c in failures]


def collect(failures, place):
    out = []
    for kind, message, inside, value, ctx in failures:
        e = {"type": kind, "loc": (*place, *inside), "msg": message, "input": value}
        if ctx:
            e["ctx"] = ctx
        out.append(e)
    return out


def _whole(value):
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        if value.is_integer():
            return int(value)
        raise wrong("int_from_float", "Input should be a valid integer, got a number with a fractional part", value)
    if isinstance(value, str):
        try:
            return int(value.strip().removesuffix(".0"))
        except ValueError:
            raise wrong("int_parsing", "Input should be a valid integer, unable to parse string as an integer", value) from None
    raise wrong("int_type", "Input should be a valid integer", value)


def _number(value):
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, str):
        try:
            return float(value)
        except ValueError:
            raise wrong("float_parsing", "Input should be a valid number, unable to parse string as a number", value) from None
    raise wrong("float_type", "Input should be a valid number", value)


def _truth(value):
    if isinstance(value, bool):
        return value
    if isinstance(value, (str, int, float)):
        low = str(value).lower()
        if low in ("1", "true", "t", "yes", "y", "on", "1.0"):
            return True
        if low in ("0", "false", "f", "no", "n", "off", "0.0"):
            return False
        raise wrong("bool_parsing", "Input should be a valid boolean, unable to interpret input", value)
    raise wrong("bool_type", "Input should be a valid boolean", value)


def _text(value):
    if isinstance(value, str):
        return value
    raise wrong("string_type", "Input should be a valid string", value)


def _parsed(kind, name, parse):
    def check(value):
        if isinstance(value, kind):
            return value
        try:
            return parse(value)
        except (ValueError, TypeError, decimal.InvalidOperation, AttributeError):
            raise wrong(f"{name}_parsing", f"Input should be a valid {name}", value) from None

    return check


_PLAIN = {
    int: _whole, float: _number, bool: _truth, str: _text, bytes: lambda v: v.encode() if isinstance(v, str) else v,
    datetime.datetime: _parsed(datetime.datetime, "datetime", lambda v: datetime.datetime.fromisoformat(v.replace("Z", "+00:00"))),
    datetime.date: _parsed(datetime.date, "date", datetime.date.fromisoformat), datetime.time: _parsed(datetime.time, "time", datetime.time.fromisoformat),
    uuid.UUID: _parsed(uuid.UUID, "uuid", uuid.UUID), decimal.Decimal: _parsed(decimal.Decimal, "decimal", lambda v: decimal.Decimal(str(v))),
}


def _options(values):
    shown = [repr(v) for v in values]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"


def _each(values, check, make):
    out, failures = [], []
    for i, v in enumerate(values):
        try:
            out.append(check(v))
        except Wrong as e:
            failures += [(k, m, (i, *inside), x, c) for k, m, inside, x, c in e.failures]
    if failures:
        raise Wrong(*failures)
    return make(out)


def check(annotation, value):
    """The value as the annotation wants it. Raises Wrong."""
    if annotation is typing.Any or isinstance(annotation, typing.TypeVar):
        return value
    if annotation is None or annotation is type(None):
        if value is None:
            return None
        raise wrong("none_required", "Input should be None", value)
    if annotation in _PLAIN:
        return _PLAIN[annotation](value)
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        value = check(args[0], value)
        for extra in args[1:]:
            if isinstance(extra, FieldInfo):
                value = rules(extra, value)
        return value
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in args:
            return None
        failures = []
        kinds = [a for a in args if a is not type(None)]
        for kind in sorted(kinds, key=lambda k: not (isinstance(k, type) and type(value) is k)):
            try:
                return check(kind, value)
            except Wrong as e:
                failures += [(k, m, inside if len(kinds) == 1 else (getattr(kind, "__name__", str(kind)), *inside), v, c) for k, m, inside, v, c in e.failures]
        raise Wrong(*failures)
    if origin is typing.Literal:
        if value in args:
            return value
        raise wrong("literal_error", f"Input should be {_options(args)}", value, {"expected": _options(args)})
    if annotation in (list, set, tuple, frozenset) or origin in (list, set, tuple, frozenset):
        kind = origin or annotation
        if not isinstance(value, (list, tuple, set, frozenset)):
            raise wrong(f"{kind.__name__}_type", f"Input should be a valid {kind.__name__}", value)
        inner = args[0] if args else typing.Any
        return _each(value, lambda v: check(inner, v), kind)
    if annotation is dict or origin is dict:
        if not isinstance(value, dict):
            raise wrong("dict_type", "Input should be a valid dictionary", value)
        of_key, of_value = args or (typing.Any, typing.Any)
        out, failures = {}, []
        for k, v in value.items():
            try:
                out[check(of_key, k)] = check(of_value, v)
            except Wrong as e:
                failures += [(t, m, (k, *inside), x, c) for t, m, inside, x, c in e.failures]
        if failures:
            raise Wrong(*failures)
        return out
    if isinstance(annotation, type) and issubclass(annotation, enum.Enum):
        try:
            return annotation(value)
        except ValueError:
            names = _options([m.value for m in annotation])
            raise wrong("enum", f"Input should be {names}", value, {"expected": names}) from None
    if hasattr(annotation, "__pydantic_check__"):
        return annotation.__pydantic_check__(value)
    if isinstance(annotation, type):
        if isinstance(value, annotation):
            return value
        raise wrong("is_instance_of", f"Input should be an instance of {annotation.__name__}", value, {"class": annotation.__name__})
    raise TypeError(f"drydock: the annotation {annotation!r} of pydantic is not simulated")


_COMPARE = {
    "gt": (lambda v, n: v > n, "greater_than", "Input should be greater than {}"),
    "ge": (lambda v, n: v >= n, "greater_than_equal", "Input should be greater than or equal to {}"),
    "lt": (lambda v, n: v < n, "less_than", "Input should be less than {}"),
    "le": (lambda v, n: v <= n, "less_than_equal", "Input should be less than or equal to {}"),
    "multiple_of": (lambda v, n: v % n == 0, "multiple_of", "Input should be a multiple of {}"),
}


def rules(field, value):
    """A field's own limits. Raises Wrong."""
    if value is None:
        return value
    for name, limit in field.rules.items():
        if name in _COMPARE:
            holds, kind, text = _COMPARE[name]
            if not holds(value, limit):
                raise wrong(kind, text.format(limit), value, {name: limit})
        elif name in ("min_length", "max_length"):
            short = name == "min_length"
            if (len(value) < limit) if short else (len(value) > limit):
                what, unit = ("string", "character") if isinstance(value, str) else ("list", "item")
                plural = "s" if limit != 1 else ""
                if what == "string":
                    raise wrong(f"string_too_{'short' if short else 'long'}", f"String should have at {'least' if short else 'most'} {limit} {unit}{plural}", value, {name: limit})
                raise wrong(
                    f"too_{'short' if short else 'long'}", f"List should have at {'least' if short else 'most'} {limit} {unit}{plural} after validation, not {len(value)}",
                    value, {"field_type": "List", name: limit, "actual_length": len(value)},
                )
        elif name == "pattern":
            import re

            if not re.search(limit, value):
                raise wrong("string_pattern_mismatch", f"String should match pattern '{limit}'", value, {"pattern": limit})
    return value
