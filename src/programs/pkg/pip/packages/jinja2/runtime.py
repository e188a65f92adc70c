"""What runs while a template is rendered: names, undefined values, loops, macros."""
from markupsafe import Markup, escape

from .exceptions import UndefinedError
from .utils import object_type_repr

missing = object()


class Undefined:
    __slots__ = ("_undefined_hint", "_undefined_obj", "_undefined_name", "_undefined_exception")

    def __init__(self, hint=None, obj=missing, name=None, exc=UndefinedError):
        self._undefined_hint, self._undefined_obj = hint, obj
        self._undefined_name, self._undefined_exception = name, exc

    @property
    def _undefined_message(self):
        if self._undefined_hint:
            return self._undefined_hint
        if self._undefined_obj is missing:
            return f"{self._undefined_name!r} is undefined"
        what = object_type_repr(self._undefined_obj)
        if not isinstance(self._undefined_name, str):
            return f"{what} has no element {self._undefined_name!r}"
        return f"{what!r} has no attribute {self._undefined_name!r}"

    def _fail_with_undefined_error(self, *args, **kwargs):
        raise self._undefined_exception(self._undefined_message)

    def __getattr__(self, name):
        if name[:2] == "__" and name[-2:] == "__":
            raise AttributeError(name)
        self._fail_with_undefined_error()

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _fail_with_undefined_error
    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = __pos__ = __neg__ = __call__ = __getitem__ = _fail_with_undefined_error
    __lt__ = __le__ = __gt__ = __ge__ = __int__ = __float__ = __complex__ = __pow__ = __rpow__ = _fail_with_undefined_error

    def __eq__(self, other):
        return type(self) is type(other)

    def __ne__(self, other):
        return not self == other

    def __hash__(self):
        return id(type(self))

    def __str__(self):
        return ""

    def __len__(self):
        return 0

    def __iter__(self):
        return iter(())

    def __bool__(self):
        return False

    def __repr__(self):
        return "Undefined"


class ChainableUndefined(Undefined):
    __slots__ = ()

    def __html__(self):
        return str(self)

    def __getattr__(self, name):
        return self

    def __getitem__(self, key):
        return self


class DebugUndefined(Undefined):
    __slots__ = ()

    def __str__(self):
        if self._undefined_hint:
            return f"{{{{ undefined value printed: {self._undefined_hint} }}}}"
        if self._undefined_obj is missing:
            return f"{{{{ {self._undefined_name} }}}}"
        return f"{{{{ no such element: {object_type_repr(self._undefined_obj)}[{self._undefined_name!r}] }}}}"


class StrictUndefined(Undefined):
    __slots__ = ()
    __iter__ = __str__ = __len__ = __eq__ = __ne__ = __bool__ = __contains__ = Undefined._fail_with_undefined_error
    __hash__ = Undefined.__hash__


class Context:
    """What belongs to one rendering of a template: its variables, and the blocks by name, the innermost child's first."""

    def __init__(self, environment, name, variables, autoescape):
        self.environment, self.name, self.vars = environment, name, variables
        self.blocks, self.exported, self.autoescape, self.volatile = {}, set(), autoescape, False
        self.running, self.line, self.dry = None, 1, False  # dry: a child's own text, outside of its blocks, is not shown
        self.eval_ctx = self

    def resolve(self, key):
        return self.vars[key] if key in self.vars else self.environment.undefined(name=key)

    def get(self, key, default=None):
        return self.vars.get(key, default)

    def get_all(self):
        return dict(self.vars)

    def __getitem__(self, key):
        return self.vars[key]

    def __contains__(self, key):
        return key in self.vars


class Scope:
    """The names that a piece of a template sees: its own, then those of what is around it."""

    __slots__ = ("ctx", "vars", "parent")

    def __init__(self, ctx, variables, parent=None):
        self.ctx, self.vars, self.parent = ctx, variables, parent

    def inner(self):
        return Scope(self.ctx, {}, self)

    def lookup(self, name):
        scope = self
        while scope is not None:
            if name in scope.vars:
                return scope.vars[name]
            scope = scope.parent
        return self.ctx.environment.undefined(name=name)

    def assign(self, name, value):
        self.vars[name] = value
        if self.parent is None and not name.startswith("_"):
            self.ctx.exported.add(name)

    def flat(self):
        merged = {} if self.parent is None else self.parent.flat()
        merged.update(self.vars)
        return merged


class LoopContext:
    def __init__(self, items, undefined, depth0=0, recurse=None):
        self._items, self._undefined, self._recurse = items, undefined, recurse
        self.index0, self.depth0, self._changed = -1, depth0, missing

    index = property(lambda self: self.index0 + 1)
    depth = property(lambda self: self.depth0 + 1)
    length = property(lambda self: len(self._items))
    revindex = property(lambda self: len(self._items) - self.index0)
    revindex0 = property(lambda self: len(self._items) - self.index0 - 1)
    first = property(lambda self: self.index0 == 0)
    last = property(lambda self: self.index0 == len(self._items) - 1)

    @property
    def previtem(self):
        return self._items[self.index0 - 1] if self.index0 else self._undefined("there is no previous item")

    @property
    def nextitem(self):
        return self._undefined("there is no next item") if self.last else self._items[self.index0 + 1]

    def cycle(self, *args):
        if not args:
            raise TypeError("no items for cycling given")
        return args[self.index0 % len(args)]

    def changed(self, *value):
        different, self._changed = self._changed != value, value
        return different

    def __len__(self):
        return len(self._items)

    def __call__(self, items):
        if self._recurse is None:
            raise TypeError("The loop must have the 'recursive' marker to be called recursively.")
        return self._recurse(items, self.depth)


class Macro:
    def __init__(self, name, arguments, defaults, body, scope, caller_used):
        self.name, self.arguments, self._defaults, self._body, self._scope = name, arguments, defaults, body, scope
        self.caller = caller_used

    def __call__(self, *args, **kwargs):
        scope = self._scope.inner()
        names = self.arguments
        if len(args) > len(names):
            scope.vars["varargs"], args = args[len(names) :], args[: len(names)]
        else:
            scope.vars["varargs"] = ()
        for name, value in zip(names, args):
            scope.vars[name] = value
        first_default = len(names) - len(self._defaults)
        for i in range(len(args), len(names)):
            name = names[i]
            if name in kwargs:
                scope.vars[name] = kwargs.pop(name)
            elif i >= first_default:
                scope.vars[name] = self._defaults[i - first_default](scope)
            else:
                scope.vars[name] = scope.ctx.environment.undefined(f"parameter {name!r} was not provided", name=name)
        if "caller" in kwargs:
            scope.vars["caller"] = kwargs.pop("caller")
        elif self.caller:
            scope.vars["caller"] = scope.ctx.environment.undefined("No caller defined", name="caller")
        for name in kwargs:
            if name in names:
                raise TypeError(f"macro {self.name!r} got multiple values for argument {name!r}")
        scope.vars["kwargs"] = kwargs
        out = []
        self._body(scope, out)
        text = "".join(out)
        return Markup(text) if scope.ctx.autoescape else text

    def __repr__(self):
        return f"<Macro {self.name!r}>"


def show(ctx, value):
    """A value as it stands in the page."""
    if ctx.environment.finalize is not None:
        value = ctx.environment.finalize(value)
    return str(escape(value)) if ctx.autoescape else str(value)


def markup_join(values):
    values = list(values)
    if any(hasattr(v, "__html__") for v in values):
        return Markup("").join(values)
    return "".join(map(str, values))
