"""Text that is known to be safe in HTML, as Drydock simulates it."""
import re
from html import unescape

__version__ = "@VERSION@"
__all__ = ["Markup", "escape", "escape_silent", "soft_str"]

_ENTITIES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&#34;", ord("'"): "&#39;"}


def escape(value):
    """A Markup of the value: what is not markup yet has its special characters replaced."""
    if isinstance(value, Markup):
        return value
    if hasattr(value, "__html__"):
        return Markup(value.__html__())
    return Markup(str(value).translate(_ENTITIES))


def escape_silent(value):
    return Markup() if value is None else escape(value)


def soft_str(value):
    return value if isinstance(value, str) else str(value)


class Markup(str):
    __slots__ = ()

    def __new__(cls, value="", encoding=None, errors="strict"):
        if hasattr(value, "__html__"):
            value = value.__html__()
        return super().__new__(cls, value) if encoding is None else super().__new__(cls, value, encoding, errors)

    def __html__(self):
        return self

    def __repr__(self):
        return f"Markup({super().__repr__()})"

    def __add__(self, other):
        if isinstance(other, str) or hasattr(other, "__html__"):
            return Markup(super().__add__(escape(other)))
        return NotImplemented

    def __radd__(self, other):
        if isinstance(other, str) or hasattr(other, "__html__"):
            return Markup(str.__add__(escape(other), self))
        return NotImplemented

    def __mul__(self, n):
        return Markup(super().__mul__(n))

    __rmul__ = __mul__

    def __getitem__(self, key):
        return Markup(super().__getitem__(key))

    def __mod__(self, arg):
        if isinstance(arg, tuple):
            arg = tuple(_Escaping(x) for x in arg)
        elif isinstance(arg, dict):
            arg = {k: _Escaping(v) for k, v in arg.items()}
        else:
            arg = _Escaping(arg)
        return Markup(super().__mod__(arg))

    def format(self, *args, **kwargs):
        quoted = [_Escaping(a) for a in args]
        return Markup(super().format(*quoted, **{k: _Escaping(v) for k, v in kwargs.items()}))

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def join(self, parts):
        return Markup(super().join(escape(p) for p in parts))

    def split(self, *a, **k):
        return [Markup(x) for x in super().split(*a, **k)]

    def splitlines(self, *a, **k):
        return [Markup(x) for x in super().splitlines(*a, **k)]

    def replace(self, old, new, count=-1):
        return Markup(super().replace(old, escape(new), count))

    def unescape(self):
        return unescape(str(self))

    def striptags(self):
        text = re.sub(r"<!--.*?-->", "", str(self), flags=re.S)
        return unescape(" ".join(re.sub(r"<.*?>", "", text, flags=re.S).split()))

    @classmethod
    def escape(cls, value):
        return escape(value)


def _wrap(name):
    plain = getattr(str, name)

    def method(self, *args, **kwargs):
        return Markup(plain(self, *args, **kwargs))

    method.__name__ = name
    return method


for _name in "capitalize title lower upper swapcase strip lstrip rstrip ljust rjust center zfill expandtabs".split():
    setattr(Markup, _name, _wrap(_name))


class _Escaping:
    """A value in a format: escaped where it is put in."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value

    def __getattr__(self, name):
        return _Escaping(getattr(self.value, name))

    def __getitem__(self, key):
        return _Escaping(self.value[key])

    def __str__(self):
        return str(escape(self.value))

    def __repr__(self):
        return str(escape(repr(self.value)))

    def __format__(self, spec):
        if hasattr(self.value, "__html_format__"):
            return self.value.__html_format__(spec)
        return str(escape(format(self.value, spec) if spec else self.value))

    def __int__(self):
        return int(self.value)

    def __float__(self):
        return float(self.value)

    def __index__(self):
        return self.value.__index__()
