import os
import shutil
from io import BytesIO

from .exceptions import BadRequestKeyError


class MultiDict(dict):
    """A dict whose keys may have several values; `d[key]` is the first."""

    def __init__(self, mapping=None):
        super().__init__()
        if isinstance(mapping, MultiDict):
            for key, values in mapping.lists():
                super().__setitem__(key, list(values))
        elif isinstance(mapping, dict):
            for key, value in mapping.items():
                super().__setitem__(key, list(value) if isinstance(value, (list, tuple, set)) else [value])
        else:
            for key, value in mapping or ():
                dict.setdefault(self, key, []).append(value)

    def __getitem__(self, key):
        values = dict.get(self, key)
        if values:
            return values[0]
        raise BadRequestKeyError(key)

    def __iter__(self):
        # With an own iterator `dict(d)` asks for the items one by one, and has first values, not lists.
        return super().__iter__()

    def __setitem__(self, key, value):
        super().__setitem__(key, [value])

    def add(self, key, value):
        dict.setdefault(self, key, []).append(value)

    def get(self, key, default=None, type=None):
        try:
            value = self[key]
        except KeyError:
            return default
        if type is not None:
            try:
                return type(value)
            except (ValueError, TypeError):
                return default
        return value

    def getlist(self, key, type=None):
        values = dict.get(self, key, [])
        if type is None:
            return list(values)
        out = []
        for v in values:
            try:
                out.append(type(v))
            except (ValueError, TypeError):
                pass
        return out

    def setlist(self, key, values):
        super().__setitem__(key, list(values))

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def items(self, multi=False):
        for key, values in dict.items(self):
            if multi:
                for value in values:
                    yield key, value
            else:
                yield key, values[0]

    def lists(self):
        for key, values in dict.items(self):
            yield key, list(values)

    def values(self):
        for values in dict.values(self):
            yield values[0]

    def listvalues(self):
        return dict.values(self)

    def copy(self):
        return MultiDict(self)

    def to_dict(self, flat=True):
        return dict(self.items()) if flat else dict(self.lists())

    def update(self, mapping=(), **kwargs):
        for key, value in MultiDict(mapping).items(multi=True):
            self.add(key, value)
        for key, value in kwargs.items():
            self.add(key, value)

    def pop(self, key, *default):
        try:
            return dict.pop(self, key)[0]
        except KeyError:
            if default:
                return default[0]
            raise BadRequestKeyError(key) from None

    def __repr__(self):
        return f"{type(self).__name__}({list(self.items(multi=True))!r})"


class ImmutableMultiDict(MultiDict):
    def _refuse(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__!r} objects are immutable")

    __setitem__ = __delitem__ = add = setlist = setdefault = update = pop = clear = popitem = _refuse

    def __hash__(self):
        return hash(tuple(self.items(multi=True)))


class CombinedMultiDict(ImmutableMultiDict):
    def __init__(self, dicts=()):
        super().__init__([pair for d in dicts for pair in d.items(multi=True)])
        self.dicts = list(dicts)

    def __repr__(self):
        return f"{type(self).__name__}({self.dicts!r})"


class ImmutableDict(dict):
    def _refuse(self, *args, **kwargs):
        raise TypeError(f"{type(self).__name__!r} objects are immutable")

    __setitem__ = __delitem__ = setdefault = update = pop = clear = popitem = _refuse


class Headers:
    """Header lines in their order; names in any case."""

    def __init__(self, defaults=None):
        self._list = []
        if defaults is not None:
            self.extend(defaults)

    def __getitem__(self, key):
        if isinstance(key, int):
            return self._list[key]
        for k, v in self._list:
            if k.lower() == key.lower():
                return v
        raise BadRequestKeyError(key)

    def __setitem__(self, key, value):
        self.set(key, value)

    def __delitem__(self, key):
        self._list = [(k, v) for k, v in self._list if k.lower() != key.lower()]

    remove = __delitem__

    def __contains__(self, key):
        return any(k.lower() == key.lower() for k, _ in self._list)

    def __iter__(self):
        return iter(list(self._list))

    def __len__(self):
        return len(self._list)

    def __eq__(self, other):
        low = lambda h: sorted((k.lower(), v) for k, v in h)
        return isinstance(other, Headers) and low(self) == low(other)

    def get(self, key, default=None, type=None):
        for k, v in self._list:
            if k.lower() == key.lower():
                if type is None:
                    return v
                try:
                    return type(v)
                except ValueError:
                    return default
        return default

    def getlist(self, key, type=None):
        return [v if type is None else type(v) for k, v in self._list if k.lower() == key.lower()]

    get_all = getlist

    def add(self, key, value, **options):
        for name, option in options.items():
            value = f'{value}; {name.replace("_", "-")}="{option}"'
        text = str(value)
        if "\n" in text or "\r" in text:
            raise ValueError("Header values must not contain newline characters.")
        self._list.append((key, text))

    add_header = add

    def set(self, key, value, **options):
        at = next((i for i, (k, _) in enumerate(self._list) if k.lower() == key.lower()), None)
        self.add(key, value, **options)
        if at is not None:
            new = self._list.pop()
            self._list[at] = new
            self._list = self._list[: at + 1] + [(k, v) for k, v in self._list[at + 1 :] if k.lower() != key.lower()]

    def setdefault(self, key, default):
        if key not in self:
            self.set(key, default)
        return self[key]

    def extend(self, other=(), **kwargs):
        pairs = other.items() if hasattr(other, "items") and not isinstance(other, Headers) else other
        for key, value in pairs:
            for one in value if isinstance(value, (list, tuple)) else [value]:
                self.add(key, one)
        for key, value in kwargs.items():
            self.add(key.replace("_", "-"), value)

    def update(self, other=(), **kwargs):
        pairs = other.items() if hasattr(other, "items") and not isinstance(other, Headers) else other
        for key, value in [*pairs, *kwargs.items()]:
            self.set(key, value)

    def pop(self, key, default=None):
        value = self.get(key, default)
        del self[key]
        return value

    def clear(self):
        self._list = []

    def items(self, lower=False):
        for k, v in list(self._list):
            yield (k.lower() if lower else k), v

    def keys(self, lower=False):
        return (k for k, _ in self.items(lower))

    def values(self):
        return (v for _, v in self._list)

    def to_wsgi_list(self):
        return list(self._list)

    def __str__(self):
        return "".join(f"{k}: {v}\r\n" for k, v in self._list) + "\r\n"

    def __repr__(self):
        return f"Headers({self._list!r})"


class EnvironHeaders(Headers):
    def __init__(self, environ):
        super().__init__()
        for key, value in environ.items():
            if key.startswith("HTTP_") and key not in ("HTTP_CONTENT_TYPE", "HTTP_CONTENT_LENGTH"):
                self._list.append((key[5:].replace("_", "-").title(), value))
            elif key in ("CONTENT_TYPE", "CONTENT_LENGTH") and value:
                self._list.append((key.replace("_", "-").title(), value))


class FileStorage:
    def __init__(self, stream=None, filename=None, name=None, content_type=None, content_length=None, headers=None):
        self.stream, self.filename, self.name = stream or BytesIO(), filename, name
        self.headers = headers or Headers()
        if content_type is not None:
            self.headers["Content-Type"] = content_type

    content_type = property(lambda self: self.headers.get("content-type"))
    mimetype = property(lambda self: (self.content_type or "").partition(";")[0].strip().lower())
    content_length = property(lambda self: int(self.headers.get("content-length") or 0))

    def save(self, dst, buffer_size=16384):
        if isinstance(dst, (str, os.PathLike)):
            with open(dst, "wb") as f:
                shutil.copyfileobj(self.stream, f, buffer_size)
        else:
            shutil.copyfileobj(self.stream, dst, buffer_size)

    def close(self):
        self.stream.close()

    def __getattr__(self, name):
        return getattr(self.stream, name)

    def __bool__(self):
        return bool(self.filename)

    def __iter__(self):
        return iter(self.stream)

    def __repr__(self):
        return f"<FileStorage: {self.filename!r} ({self.content_type!r})>"


class Authorization:
    def __init__(self, auth_type, data=None, token=None):
        self.type, self.parameters, self.token = auth_type, data or {}, token

    username = property(lambda self: self.parameters.get("username"))
    password = property(lambda self: self.parameters.get("password"))

    def __getattr__(self, name):
        return self.parameters.get(name)

    def get(self, key, default=None):
        return self.parameters.get(key, default)

    def __getitem__(self, name):
        return self.parameters.get(name)


class MIMEAccept(list):
    """The media types of an Accept line with their weights, the best first."""

    def __init__(self, line=""):
        pairs = []
        for i, part in enumerate(p.strip() for p in (line or "").split(",") if p.strip()):
            name, *params = [x.strip() for x in part.split(";")]
            quality = next((float(p[2:]) for p in params if p.startswith("q=")), 1.0)
            pairs.append((-quality, i, name))
        super().__init__((name, -q) for q, _, name in sorted(pairs))

    def _matches(self, want, have):
        if have in ("*/*", "*") or want.lower() == have.lower():
            return True
        return have.endswith("/*") and want.split("/")[0] == have.split("/")[0]

    def quality(self, key):
        exact = [q for name, q in self if name.lower() == key.lower()]
        return exact[0] if exact else next((q for name, q in self if self._matches(key, name)), 0)

    def __getitem__(self, key):
        return self.quality(key) if isinstance(key, str) else super().__getitem__(key)

    def __contains__(self, key):
        return self.quality(key) > 0

    def best_match(self, matches, default=None):
        best = max(matches, key=self.quality, default=None)
        return best if best is not None and self.quality(best) > 0 else default

    @property
    def best(self):
        return self[0][0] if self else None

    def values(self):
        return (name for name, _ in self)

    accept_html = property(lambda self: "text/html" in self)
    accept_json = property(lambda self: "application/json" in self)
