import datetime
import decimal
import enum
import json
import sys
import typing
import uuid

from .checks import MISSING, FieldInfo, ValidationError, Wrong, as_given, check, collect, rules


def ConfigDict(**options):
    return options


def field_validator(*fields, mode="after", check_fields=None):
    if mode not in ("after", "before"):
        raise TypeError(f"drydock: field_validator(mode={mode!r}) is not simulated")

    def decorator(f):
        plain = f.__func__ if isinstance(f, (classmethod, staticmethod)) else f
        plain._validates, plain._mode = fields, mode
        return classmethod(plain)

    return decorator


class _Meta(type):
    def __new__(mcs, name, bases, space):
        cls = super().__new__(mcs, name, bases, space)
        fields, validators = {}, []
        for base in reversed(cls.__mro__[1:]):
            fields.update(base.__dict__.get("model_fields", {}))
            validators += base.__dict__.get("_own_validators", [])
        own = [v.__func__ for v in space.values() if isinstance(v, classmethod) and hasattr(v.__func__, "_validates")]
        names = {**vars(typing), **vars(sys.modules.get(cls.__module__, typing)), name: cls}
        for field, annotation in _annotations(cls).items():
            if field.startswith("_") or field == "model_config" or typing.get_origin(annotation) is typing.ClassVar:
                continue
            if isinstance(annotation, str):
                annotation = eval(annotation, names)
            given = space.get(field, MISSING)
            info = given if isinstance(given, FieldInfo) else FieldInfo(given)
            info.annotation = annotation
            fields[field] = info
            if field in space:
                delattr(cls, field)
        cls.model_fields, cls._own_validators, cls._validators = fields, own, validators + own
        return cls


def _annotations(cls):
    """A class's own annotations; since 3.14 they are made when they are asked for."""
    try:
        import annotationlib
    except ImportError:
        return cls.__dict__.get("__annotations__", {})
    return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


class BaseModel(metaclass=_Meta):
    model_config = {}

    def __init__(self, /, **data):
        try:
            self.__dict__.update(self._checked(data))
        except Wrong as e:
            raise ValidationError(type(self).__name__, collect(e.failures, ())) from None

    @classmethod
    def _checked(cls, data):
        out, failures = {}, []
        forbidden = cls.model_config.get("extra") == "forbid"
        known = set()
        for name, field in cls.model_fields.items():
            key = field.alias if field.alias and field.alias in data else name
            known.add(key)
            if key not in data:
                if field.required:
                    failures.append(("missing", "Field required", (field.alias or name,), data, None))
                else:
                    out[name] = field.get_default()
                continue
            try:
                value = cls._validate(name, data[key], "before")
                value = rules(field, check(field.annotation, value))
                out[name] = cls._validate(name, value, "after")
            except Wrong as e:
                failures += [(k, m, (key, *inside), v, c) for k, m, inside, v, c in as_given(e.failures, data[key])]
        for key in data:
            if key not in known and forbidden:
                failures.append(("extra_forbidden", "Extra inputs are not permitted", (key,), data[key], None))
            elif key not in known and cls.model_config.get("extra") == "allow":
                out[key] = data[key]
        if failures:
            raise Wrong(*failures)
        return out

    @classmethod
    def _validate(cls, name, value, mode):
        for f in cls._validators:
            if f._mode == mode and (name in f._validates or "*" in f._validates):
                try:
                    value = f(cls, value)
                except (ValueError, AssertionError) as e:
                    kind = "value_error" if isinstance(e, ValueError) else "assertion_error"
                    raise Wrong((kind, f"{'Value' if isinstance(e, ValueError) else 'Assertion'} error, {e}" if isinstance(e, ValueError) else f"Assertion failed, {e}", (), value, {"error": {}})) from None
        return value

    @classmethod
    def __pydantic_check__(cls, value):
        if isinstance(value, cls):
            return value
        if cls.model_config.get("from_attributes") and not isinstance(value, dict):
            value = {n: getattr(value, n) for n in cls.model_fields if hasattr(value, n)}
        if not isinstance(value, dict):
            raise Wrong(("model_attributes_type", "Input should be a valid dictionary or object to extract fields from", (), value, None))
        made = cls.__new__(cls)
        made.__dict__.update(cls._checked(value))
        return made

    @classmethod
    def model_validate(cls, obj, **options):
        try:
            return cls.__pydantic_check__(obj)
        except Wrong as e:
            raise ValidationError(cls.__name__, collect(e.failures, ())) from None

    @classmethod
    def model_validate_json(cls, text, **options):
        return cls.model_validate(json.loads(text))

    parse_obj = model_validate

    def model_dump(self, mode="python", include=None, exclude=None, by_alias=False, exclude_unset=False, exclude_none=False, exclude_defaults=False):
        out = {}
        for name, value in self.__dict__.items():
            if (include is not None and name not in include) or (exclude is not None and name in exclude) or (exclude_none and value is None):
                continue
            field = type(self).model_fields.get(name)
            if exclude_defaults and field is not None and not field.required and value == field.get_default():
                continue
            key = field.alias if by_alias and field is not None and field.alias else name
            out[key] = plain(value, mode == "json")
        return out

    def model_dump_json(self, indent=None, **options):
        return json.dumps(self.model_dump(mode="json", **options), indent=indent, separators=None if indent else (",", ":"), ensure_ascii=False)

    def dict(self, **options):
        return self.model_dump(**options)

    def json(self, **options):
        return self.model_dump_json(**options)

    def model_copy(self, *, update=None, deep=False):
        made = type(self).__new__(type(self))
        made.__dict__.update(self.__dict__, **(update or {}))
        return made

    copy = model_copy

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __iter__(self):
        return iter(self.__dict__.items())

    def __str__(self):
        return " ".join(f"{k}={v!r}" for k, v in self.__dict__.items())

    def __repr__(self):
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in self.__dict__.items())})"


def plain(value, as_json=True):
    """A value without models; for JSON also without times and the like."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json" if as_json else "python")
    if isinstance(value, dict):
        return {(str(k) if as_json and not isinstance(k, str) else k): plain(v, as_json) for k, v in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        made = [plain(v, as_json) for v in value]
        return made if as_json else type(value)(made)
    if not as_json:
        return value
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, (uuid.UUID, decimal.Decimal)):
        return str(value)
    if isinstance(value, bytes):
        return value.decode()
    return value
