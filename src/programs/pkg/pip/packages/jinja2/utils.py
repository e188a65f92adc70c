from markupsafe import Markup, escape


def _mark(kind):
    def decorate(fn):
        fn.jinja_pass_arg = kind
        return fn

    return decorate


pass_context = _mark("context")
pass_eval_context = _mark("eval_context")
pass_environment = _mark("environment")


def select_autoescape(enabled_extensions=("html", "htm", "xml"), disabled_extensions=(), default_for_string=True, default=False):
    on = tuple(f".{e.lstrip('.').lower()}" for e in enabled_extensions)
    off = tuple(f".{e.lstrip('.').lower()}" for e in disabled_extensions)

    def autoescape(name):
        if name is None:
            return default_for_string
        name = name.lower()
        return True if name.endswith(on) else False if name.endswith(off) else default

    return autoescape


def object_type_repr(obj):
    if obj is None:
        return "None"
    if obj is Ellipsis:
        return "Ellipsis"
    cls = type(obj)
    return f"{cls.__name__} object" if cls.__module__ == "builtins" else f"{cls.__module__}.{cls.__name__} object"


class Namespace:
    def __init__(self, *args, **kwargs):
        self.__dict__["_values"] = dict(*args, **kwargs)

    def __getattr__(self, name):
        try:
            return self.__dict__["_values"][name]
        except KeyError:
            raise AttributeError(name) from None

    def __setitem__(self, name, value):
        self.__dict__["_values"][name] = value

    def __repr__(self):
        return f"<Namespace {self.__dict__['_values']!r}>"


class Cycler:
    def __init__(self, *items):
        if not items:
            raise RuntimeError("at least one item has to be provided")
        self.items, self.pos = items, 0

    def reset(self):
        self.pos = 0

    @property
    def current(self):
        return self.items[self.pos]

    def next(self):
        now = self.current
        self.pos = (self.pos + 1) % len(self.items)
        return now

    __next__ = next


class Joiner:
    def __init__(self, sep=", "):
        self.sep, self.used = sep, False

    def __call__(self):
        if not self.used:
            self.used = True
            return ""
        return self.sep


__all__ = ["Cycler", "Joiner", "Markup", "Namespace", "escape", "object_type_repr", "pass_context", "pass_environment", "pass_eval_context", "select_autoescape"]
