"""A name that stands for another object, which may be another one each time."""
import operator
from contextvars import ContextVar


class Local:
    def __init__(self):
        object.__setattr__(self, "_storage", ContextVar("local"))

    def __getattr__(self, name):
        values = self._storage.get({})
        if name in values:
            return values[name]
        raise AttributeError(name)

    def __setattr__(self, name, value):
        self._storage.set({**self._storage.get({}), name: value})


class LocalProxy:
    __slots__ = ("_find", "__wrapped__")

    def __init__(self, local, name=None, *, unbound_message=None):
        if isinstance(local, ContextVar):

            def find():
                try:
                    value = local.get()
                except LookupError:
                    raise RuntimeError(unbound_message or "object is not bound") from None
                return value if name is None else getattr(value, name)

        elif callable(local):
            find = local
        else:
            find = lambda: getattr(local, name)
        object.__setattr__(self, "_find", find)

    def _get_current_object(self):
        return self._find()

    @property
    def __class__(self):
        try:
            return type(self._find())
        except RuntimeError:
            return LocalProxy

    @property
    def __dict__(self):
        return self._find().__dict__

    def __getattr__(self, name):
        return getattr(self._find(), name)

    def __setattr__(self, name, value):
        setattr(self._find(), name, value)

    def __delattr__(self, name):
        delattr(self._find(), name)

    def __bool__(self):
        try:
            return bool(self._find())
        except RuntimeError:
            return False

    def __repr__(self):
        try:
            return repr(self._find())
        except RuntimeError:
            return f"<{type(self).__name__} unbound>"

    def __dir__(self):
        return dir(self._find())

    def __call__(self, *args, **kwargs):
        return self._find()(*args, **kwargs)


def _forward(fn):
    return lambda self, *args: fn(self._find(), *args)


for _name, _fn in {
    "str": str, "len": len, "iter": iter, "getitem": operator.getitem, "setitem": operator.setitem, "hash": hash,
    "delitem": operator.delitem, "contains": operator.contains, "eq": operator.eq, "ne": operator.ne, "lt": operator.lt,
    "gt": operator.gt, "le": operator.le, "ge": operator.ge, "add": operator.add, "sub": operator.sub, "mul": operator.mul,
    "mod": operator.mod, "int": int, "float": float, "format": format, "or": operator.or_,
}.items():
    setattr(LocalProxy, f"__{_name}__", _forward(_fn))
LocalProxy.__enter__ = lambda self: self._find().__enter__()
LocalProxy.__exit__ = lambda self, *args: self._find().__exit__(*args)
