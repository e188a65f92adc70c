import json
import math
import random
import re
from collections import namedtuple
from itertools import groupby
from urllib.parse import quote, quote_from_bytes

from markupsafe import Markup, escape

from .exceptions import UndefinedError
from .runtime import Undefined
from .utils import Namespace, pass_context, pass_environment, pass_eval_context


def _getter(env, attribute, lower=False, default=None):
    """What gets `a.b`, or an item's own value where there is no attribute."""
    parts = [] if attribute is None else [int(p) if p.isdigit() else p for p in str(attribute).split(".")]

    def get(item):
        for part in parts:
            item = env.getitem(item, part)
            if default is not None and isinstance(item, Undefined):
                item = default
        return item.lower() if lower and isinstance(item, str) else item

    return get


def _keys(env, attribute, lower):
    getters = [_getter(env, a.strip(), lower) for a in attribute.split(",")] if isinstance(attribute, str) else [_getter(env, attribute, lower)]
    return getters[0] if len(getters) == 1 else lambda item: [g(item) for g in getters]


def do_default(value, default_value="", boolean=False):
    return default_value if isinstance(value, Undefined) or (boolean and not value) else value


@pass_eval_context
def do_join(ctx, value, d="", attribute=None):
    values = list(value)
    if attribute is not None:
        values = [_getter(ctx.environment, attribute)(v) for v in values]
    if not ctx.autoescape:
        return str(d).join(map(str, values))
    if hasattr(d, "__html__") or any(hasattr(v, "__html__") for v in values):
        return escape(d).join(values)
    return str(d).join(map(str, values))


@pass_eval_context
def do_replace(ctx, s, old, new, count=None):
    if not ctx.autoescape:
        return str(s).replace(str(old), str(new), -1 if count is None else count)
    text = escape(s) if hasattr(old, "__html__") or (hasattr(new, "__html__") and not hasattr(s, "__html__")) else s if isinstance(s, str) else str(s)
    return text.replace(str(old), new, -1 if count is None else count)


def do_title(s):
    return "".join(w[0].upper() + w[1:].lower() for w in re.split(r"([-\s({\[<]+)", str(s)) if w)


def do_dictsort(value, case_sensitive=False, by="key", reverse=False):
    place = {"key": 0, "value": 1}[by]
    key = lambda pair: pair[place] if case_sensitive or not isinstance(pair[place], str) else pair[place].lower()
    return sorted(value.items(), key=key, reverse=reverse)


@pass_environment
def do_sort(env, value, reverse=False, case_sensitive=False, attribute=None):
    return sorted(value, key=_keys(env, attribute, not case_sensitive), reverse=reverse)


@pass_environment
def do_unique(env, value, case_sensitive=False, attribute=None):
    seen, get = set(), _getter(env, attribute, not case_sensitive)
    for item in value:
        key = get(item)
        if key not in seen:
            seen.add(key)
            yield item


def _extreme(pick):
    @pass_environment
    def do(env, value, case_sensitive=False, attribute=None):
        values = list(value)
        return pick(values, key=_getter(env, attribute, not case_sensitive)) if values else env.undefined("No aggregated item, sequence was empty.")

    return do


@pass_environment
def do_first(env, seq):
    for item in seq:
        return item
    return env.undefined("No first item, sequence was empty.")


@pass_environment
def do_last(env, seq):
    values = list(seq)
    return values[-1] if values else env.undefined("No last item, sequence was empty.")


@pass_environment
def do_random(env, seq):
    return random.choice(seq) if seq else env.undefined("No random item, sequence was empty.")


def do_filesizeformat(value, binary=False):
    size, base = float(value), 1024 if binary else 1000
    names = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"] if binary else ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    if size == 1:
        return "1 Byte"
    if size < base:
        return f"{int(size)} Bytes"
    for i, name in enumerate(names):
        if size < base ** (i + 2) or name is names[-1]:
            return f"{size / base ** (i + 1):.1f} {name}"


def do_indent(s, width=4, first=False, blank=False):
    pad = " " * width if isinstance(width, int) else width
    newline = Markup("\n") if isinstance(s, Markup) else "\n"
    lines = (s + newline).splitlines()
    if not blank:
        out = lines.pop(0) if lines else ""
        for line in lines:
            out += newline + (pad + line if line else line)
    else:
        out = (newline + pad).join(lines)
    return pad + out if first else out


def do_truncate(s, length=255, killwords=False, end="...", leeway=5):
    if len(s) <= length + leeway:
        return s
    if killwords:
        return s[: length - len(end)] + end
    return s[: length - len(end)].rsplit(" ", 1)[0] + end


def do_wordwrap(s, width=79, break_long_words=True, wrapstring="\n", break_on_hyphens=True):
    import textwrap

    return wrapstring.join(
        wrapstring.join(textwrap.wrap(line, width=width, expand_tabs=False, replace_whitespace=False, break_long_words=break_long_words, break_on_hyphens=break_on_hyphens))
        for line in str(s).splitlines()
    )


def do_int(value, default=0, base=10):
    try:
        return int(value, base) if isinstance(value, str) else int(value)
    except (TypeError, ValueError):
        try:
            return int(float(value))
        except (TypeError, ValueError, OverflowError):
            return default


def do_float(value, default=0.0):
    try:
        return float(value)
    except (TypeError, ValueError):
        return default


def do_round(value, precision=0, method="common"):
    if method == "common":
        return round(value, precision)
    return getattr(math, method)(value * 10**precision) / 10**precision


_Group = namedtuple("_Group", ["grouper", "list"])


@pass_environment
def do_groupby(env, value, attribute, default=None, case_sensitive=False):
    key = _getter(env, attribute, not case_sensitive, default)
    whole = _getter(env, attribute, False, default)
    groups = [_Group(k, list(v)) for k, v in groupby(sorted(value, key=key), key)]
    return groups if case_sensitive else [_Group(whole(g.list[0]), g.list) for g in groups]


def do_batch(value, linecount, fill_with=None):
    row = []
    for item in value:
        if len(row) == linecount:
            yield row
            row = []
        row.append(item)
    if row:
        yield row + [fill_with] * (linecount - len(row)) if fill_with is not None else row


def do_slice(value, slices, fill_with=None):
    seq = list(value)
    each, extra, at = len(seq) // slices, len(seq) % slices, 0
    for n in range(slices):
        size = each + (n < extra)
        part = seq[at : at + size]
        at += size
        if fill_with is not None and n >= extra:
            part.append(fill_with)
        yield part


@pass_environment
def do_sum(env, iterable, attribute=None, start=0):
    return sum(map(_getter(env, attribute), iterable), start)


def do_format(value, *args, **kwargs):
    return str(value) % (kwargs or args) if not isinstance(value, Markup) else value % (kwargs or args)


def do_urlencode(value):
    one = lambda v: quote_from_bytes(v, safe="/") if isinstance(v, bytes) else quote(str(v), safe="/")
    if isinstance(value, str) or not hasattr(value, "__iter__"):
        return one(value)
    pairs = value.items() if isinstance(value, dict) else value
    return "&".join(f"{one(k).replace('/', '%2F')}={one(v).replace('/', '%2F')}" for k, v in pairs)


def htmlsafe_json_dumps(obj, dumps=None, **kwargs):
    text = (dumps or json.dumps)(obj, **kwargs)
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("'", "\\u0027"))


@pass_environment
def do_tojson(env, value, indent=None):
    kwargs = dict(env.policies["json.dumps_kwargs"] or {})
    if indent is not None:
        kwargs["indent"] = indent
    return htmlsafe_json_dumps(value, env.policies["json.dumps_function"], **kwargs)


@pass_eval_context
def do_xmlattr(ctx, d, autospace=True):
    items = [f'{escape(k)}="{escape(v)}"' for k, v in d.items() if v is not None and not isinstance(v, Undefined)]
    text = (" " if autospace and items else "") + " ".join(items)
    return Markup(text) if ctx.autoescape else text


def _call_filter(ctx, name, value, args, kwargs):
    env = ctx.environment
    fn = env.filters.get(name)
    if fn is None:
        raise UndefinedError(f"No filter named {name!r}.")
    passed = getattr(fn, "jinja_pass_arg", None)
    first = [env] if passed == "environment" else [ctx] if passed else []
    return fn(*first, value, *args, **kwargs)


@pass_context
def do_map(ctx, value, *args, **kwargs):
    if not args and "attribute" in kwargs:
        get = _getter(ctx.environment, kwargs["attribute"], default=kwargs.get("default"))
        return (get(v) for v in value)
    name, *rest = args
    return (_call_filter(ctx, name, v, rest, kwargs) for v in value)


def _selection(negated, by_attribute):
    @pass_context
    def do(ctx, value, *args, **kwargs):
        env = ctx.environment
        args = list(args)
        get = _getter(env, args.pop(0)) if by_attribute else lambda v: v
        name = args.pop(0) if args else None

        def holds(v):
            if name is None:
                return bool(get(v))
            fn = env.tests[name]
            return bool(fn(*([env] if getattr(fn, "jinja_pass_arg", None) else []), get(v), *args, **kwargs))

        return (v for v in value if holds(v) != negated)

    return do


def do_wordcount(s):
    return len(re.findall(r"\w+", str(s)))


def do_urlize(value, trim_url_limit=None, nofollow=False, target=None, rel=None):
    rels = " ".join(sorted(set(filter(None, ["noopener", "nofollow" if nofollow else "", *(rel or "").split()]))))

    def link(m):
        url = m[0]
        shown = url if trim_url_limit is None or len(url) <= trim_url_limit else url[:trim_url_limit] + "..."
        where = f' target="{target}"' if target else ""
        return f'<a href="{url if "://" in url else "https://" + url}" rel="{rels}"{where}>{shown}</a>'

    return Markup(re.sub(r"(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)]", link, str(escape(value))))


FILTERS = {
    "abs": abs, "attr": pass_environment(lambda env, obj, name: getattr(obj, name, env.undefined(obj=obj, name=name))),
    "batch": do_batch, "capitalize": lambda s: s.capitalize() if isinstance(s, str) else str(s).capitalize(),
    "center": lambda s, width=80: (s if isinstance(s, str) else str(s)).center(width), "count": len, "d": do_default,
    "default": do_default, "dictsort": do_dictsort, "e": escape, "escape": escape, "filesizeformat": do_filesizeformat,
    "first": do_first, "float": do_float, "forceescape": lambda s: escape(str(s)), "format": do_format,
    "groupby": do_groupby, "indent": do_indent, "int": do_int, "items": lambda v: iter(()) if isinstance(v, Undefined) else iter(v.items()),
    "join": do_join, "last": do_last, "length": len, "list": list, "lower": lambda s: (s if isinstance(s, str) else str(s)).lower(),
    "map": do_map, "max": _extreme(max), "min": _extreme(min), "pprint": lambda v: __import__("pprint").pformat(v),
    "random": do_random, "reject": _selection(True, False), "rejectattr": _selection(True, True), "replace": do_replace,
    "reverse": lambda v: v[::-1] if isinstance(v, str) else reversed(list(v)), "round": do_round, "safe": Markup,
    "select": _selection(False, False), "selectattr": _selection(False, True), "slice": do_slice, "sort": do_sort,
    "string": lambda s: s if isinstance(s, str) else str(s), "striptags": lambda v: Markup(v).striptags(), "sum": do_sum,
    "title": do_title, "tojson": do_tojson, "trim": lambda v, chars=None: (v if isinstance(v, str) else str(v)).strip(chars),
    "truncate": do_truncate, "unique": do_unique, "upper": lambda s: (s if isinstance(s, str) else str(s)).upper(),
    "urlencode": do_urlencode, "urlize": do_urlize, "wordcount": do_wordcount, "wordwrap": do_wordwrap, "xmlattr": do_xmlattr,
}


def _iterable(value):
    try:
        iter(value)
        return True
    except TypeError:
        return False


def _sequence(value):
    try:
        len(value)
        value.__getitem__
        return True
    except Exception:
        return False


TESTS = {
    "boolean": lambda v: v is True or v is False, "callable": callable, "defined": lambda v: not isinstance(v, Undefined),
    "divisibleby": lambda v, n: v % n == 0, "eq": lambda a, b: a == b, "equalto": lambda a, b: a == b, "==": lambda a, b: a == b,
    "escaped": lambda v: hasattr(v, "__html__"), "even": lambda v: v % 2 == 0, "false": lambda v: v is False,
    "filter": pass_environment(lambda env, name: name in env.filters), "float": lambda v: isinstance(v, float),
    "ge": lambda a, b: a >= b, "gt": lambda a, b: a > b, "greaterthan": lambda a, b: a > b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
    "in": lambda v, seq: v in seq, "integer": lambda v: isinstance(v, int) and not isinstance(v, bool), "iterable": _iterable,
    "le": lambda a, b: a <= b, "lower": lambda v: str(v).islower(), "lt": lambda a, b: a < b, "lessthan": lambda a, b: a < b,
    "<": lambda a, b: a < b, "<=": lambda a, b: a <= b, "mapping": lambda v: isinstance(v, (dict, Namespace)) or hasattr(v, "keys"),
    "ne": lambda a, b: a != b, "!=": lambda a, b: a != b, "none": lambda v: v is None, "number": lambda v: isinstance(v, (int, float, complex)),
    "odd": lambda v: v % 2 == 1, "sameas": lambda a, b: a is b, "sequence": _sequence, "string": lambda v: isinstance(v, str),
    "test": pass_environment(lambda env, name: name in env.tests), "true": lambda v: v is True,
    "undefined": lambda v: isinstance(v, Undefined), "upper": lambda v: str(v).isupper(),
}

__all__ = ["FILTERS", "TESTS"]
