"""URL rules: which endpoint a path belongs to, and the path of an endpoint."""
import re
import uuid
from urllib.parse import quote, urlencode, urljoin

from .exceptions import HTTPException, MethodNotAllowed, NotFound, RequestRedirect


class ValidationError(ValueError):
    pass


class BuildError(LookupError):
    def __init__(self, endpoint, values, method, suggestion=None):
        super().__init__(endpoint, values, method)
        self.endpoint, self.values, self.method, self.suggestion = endpoint, values, method, suggestion

    def __str__(self):
        text = f"Could not build url for endpoint {self.endpoint!r}"
        if self.method:
            text += f" ({self.method!r})"
        if self.values:
            text += f" with values {sorted(self.values)!r}"
        text += "."
        if self.suggestion is not None:
            if self.suggestion.endpoint == self.endpoint:
                missing = sorted(self.suggestion.arguments - set(self.values))
                if missing:
                    text += f" Did you forget to specify values {missing!r}?"
            else:
                text += f" Did you mean {self.suggestion.endpoint!r} instead?"
        return text


class BaseConverter:
    regex = "[^/]+"
    weight = 100
    part_isolating = True

    def __init__(self, map, *args, **kwargs):
        self.map = map

    def to_python(self, value):
        return value

    def to_url(self, value):
        return quote(str(value), safe="!$&'()*+,/:;=@~")


class UnicodeConverter(BaseConverter):
    def __init__(self, map, minlength=1, maxlength=None, length=None):
        super().__init__(map)
        size = f"{{{int(length)}}}" if length is not None else f"{{{int(minlength)},{'' if maxlength is None else int(maxlength)}}}"
        self.regex = f"[^/]{size}"


class AnyConverter(BaseConverter):
    def __init__(self, map, *items):
        super().__init__(map)
        self.items = set(items)
        self.regex = f"(?:{'|'.join(re.escape(x) for x in items)})"

    def to_url(self, value):
        if value in self.items:
            return str(value)
        raise ValueError(f"{value!r} is not one of {', '.join(repr(i) for i in sorted(self.items))}")


class PathConverter(BaseConverter):
    regex = "[^/].*?"
    weight = 200
    part_isolating = False


class NumberConverter(BaseConverter):
    weight = 50
    num_convert = int

    def __init__(self, map, fixed_digits=0, min=None, max=None, signed=False):
        super().__init__(map)
        self.fixed_digits, self.min, self.max = fixed_digits, min, max
        if signed:
            self.regex = "-?" + self.regex

    def to_python(self, value):
        if self.fixed_digits and len(value) != self.fixed_digits:
            raise ValidationError
        number = self.num_convert(value)
        if (self.min is not None and number < self.min) or (self.max is not None and number > self.max):
            raise ValidationError
        return number

    def to_url(self, value):
        text = str(self.num_convert(value))
        return text.zfill(self.fixed_digits) if self.fixed_digits else text


class IntegerConverter(NumberConverter):
    regex = r"\d+"


class FloatConverter(NumberConverter):
    regex = r"\d+\.\d+"
    num_convert = float

    def __init__(self, map, min=None, max=None, signed=False):
        super().__init__(map, min=min, max=max, signed=signed)


class UUIDConverter(BaseConverter):
    regex = r"[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}"

    def to_python(self, value):
        return uuid.UUID(value)

    def to_url(self, value):
        return str(value)


DEFAULT_CONVERTERS = {
    "default": UnicodeConverter, "string": UnicodeConverter, "any": AnyConverter, "path": PathConverter,
    "int": IntegerConverter, "float": FloatConverter, "uuid": UUIDConverter,
}
_PART = re.compile(r"<(?:(?P<converter>[a-zA-Z_]\w*)(?:\((?P<args>[^)]*)\))?:)?(?P<variable>[a-zA-Z_]\w*)>")


def _arguments(text):
    args, kwargs = [], {}
    for m in re.finditer(r"\s*(?:(\w+)\s*=\s*)?('[^']*'|\"[^\"]*\"|[^,]+)\s*(?:,|$)", text or ""):
        raw = m[2].strip()
        value = {"True": True, "False": False, "None": None}.get(raw, raw.strip("'\""))
        if isinstance(value, str) and value == raw:
            for number in (int, float):
                try:
                    value = number(raw)
                    break
                except ValueError:
                    pass
        if m[1]:
            kwargs[m[1]] = value
        else:
            args.append(value)
    return args, kwargs


class Rule:
    def __init__(self, string, defaults=None, subdomain=None, methods=None, build_only=False, endpoint=None, strict_slashes=None, merge_slashes=None, redirect_to=None, alias=False, host=None, websocket=False):
        if not string.startswith("/"):
            raise ValueError(f"URL rule '{string}' must start with a slash.")
        self.rule, self.endpoint, self.defaults = string, endpoint, dict(defaults or {})
        self.strict_slashes, self.is_leaf, self.map = strict_slashes, not string.endswith("/"), None
        self.methods = None if methods is None else {m.upper() for m in methods}
        if self.methods is not None and "GET" in self.methods:
            self.methods.add("HEAD")
        self.redirect_to, self.build_only, self.host, self.subdomain = redirect_to, build_only, host, subdomain
        self.arguments = set(self.defaults)

    def bind(self, map):
        self.map = map
        if self.strict_slashes is None:
            self.strict_slashes = map.strict_slashes
        self.pieces, pattern, weights, at = [], "", [], 0
        for m in _PART.finditer(self.rule):
            self._static(self.rule[at : m.start()], weights)
            pattern += re.escape(self.rule[at : m.start()])
            name, kind = m["variable"], m["converter"] or "default"
            if kind not in map.converters:
                raise LookupError(f"the converter {kind!r} does not exist")
            args, kwargs = _arguments(m["args"])
            converter = map.converters[kind](map, *args, **kwargs)
            if name in self.arguments:
                raise SyntaxError(f"duplicate argument {name!r} in function definition", ("<werkzeug routing>", 1, None, None))
            self.arguments.add(name)
            self.pieces.append((name, converter))
            weights.append(converter.weight)
            pattern += f"(?P<{name}>{converter.regex})"
            at = m.end()
        rest = self.rule[at:]
        if "<" in rest or ">" in rest:
            raise ValueError(f"malformed url rule: {self.rule!r}")
        self._static(rest, weights)
        pattern += re.escape(rest)
        self._regex = re.compile(pattern if self.is_leaf else f"{pattern[:-1]}(?P<__slash__>/?)", re.S)
        # What is said outright goes before what is caught, more segments before fewer.
        self.order = tuple(weights), -len(self.rule)

    def _static(self, text, weights):
        if text:
            self.pieces.append((None, text))
            weights.extend([0] * len([s for s in text.split("/") if s]))

    def match(self, path):
        m = self._regex.fullmatch(path)
        if m is None and self.is_leaf and not self.strict_slashes and path.endswith("/"):
            m = self._regex.fullmatch(path[:-1])
        if m is None:
            return None
        values = m.groupdict()
        slash = values.pop("__slash__", None)
        if slash == "" and path != "" and self.strict_slashes:
            return "slash"
        return self._converted(values)

    def _converted(self, values):
        out = dict(self.defaults)
        try:
            for name, converter in self.pieces:
                if name:
                    out[name] = converter.to_python(values[name])
        except ValidationError:
            return None
        return out

    def build(self, values):
        if any(self.defaults.get(k) != v for k, v in values.items() if k in self.defaults):
            return None
        if not self.arguments <= set(values) | set(self.defaults):
            return None
        try:
            path = "".join(p if name is None else p.to_url(values[name]) for name, p in self.pieces)
        except (ValidationError, ValueError, TypeError):
            return None
        query = [(k, x) for k, v in values.items() if k not in self.arguments and v is not None for x in (v if isinstance(v, (list, tuple)) else [v])]
        return path + (f"?{urlencode(query)}" if query else "")

    def __repr__(self):
        methods = f" ({', '.join(sorted(self.methods))})" if self.methods is not None else ""
        return f"<Rule {self.rule!r}{methods} -> {self.endpoint}>"

    def __str__(self):
        return self.rule


class Map:
    def __init__(self, rules=None, default_subdomain="", strict_slashes=True, merge_slashes=True, redirect_defaults=True, converters=None, sort_parameters=False, sort_key=None, host_matching=False):
        self.strict_slashes, self.merge_slashes = strict_slashes, merge_slashes
        self.converters = {**DEFAULT_CONVERTERS, **(converters or {})}
        self.redirect_defaults = redirect_defaults
        self._rules, self._sorted, self.host_matching, self.default_subdomain = [], None, host_matching, default_subdomain
        for rule in rules or ():
            self.add(rule)

    def add(self, rule):
        rule.bind(self)
        self._rules.append(rule)
        self._sorted = None

    def iter_rules(self, endpoint=None):
        return iter([r for r in self._rules if endpoint is None or r.endpoint == endpoint])

    def preferred(self, endpoint):
        """An endpoint's rules as paths are built of them: more arguments first, then more that are not spelt out."""
        return sorted(self.iter_rules(endpoint), key=lambda r: (-len(r.arguments), -len(r.defaults)))

    def is_endpoint_expecting(self, endpoint, *arguments):
        return any(set(arguments) <= r.arguments for r in self.iter_rules(endpoint))

    def ordered(self):
        if self._sorted is None:
            self._sorted = sorted(self._rules, key=lambda r: r.order)
        return self._sorted

    def bind(self, server_name, script_name=None, subdomain=None, url_scheme="http", default_method="GET", path_info=None, query_args=None):
        return MapAdapter(self, server_name, script_name or "/", url_scheme, path_info or "/", default_method, query_args)

    def bind_to_environ(self, environ, server_name=None, subdomain=None):
        from .wrappers import Request

        r = Request(environ)
        return MapAdapter(self, server_name or r.host, environ.get("SCRIPT_NAME") or "/", r.scheme, r.path, r.method, r.query_string.decode("latin1"))


class MapAdapter:
    def __init__(self, map, server_name, script_name, url_scheme, path_info, method, query):
        self.map, self.server_name, self.url_scheme = map, server_name, url_scheme
        self.script_name = script_name if script_name.endswith("/") else script_name + "/"
        self.path_info, self.default_method, self.query = path_info, method, query

    def match(self, path_info=None, method=None, return_rule=False, query_args=None):
        path = self.path_info if path_info is None else path_info
        path = "/" + path.lstrip("/")
        method, have, redirect = (method or self.default_method).upper(), set(), None
        for rule in self.map.ordered():
            if rule.build_only:
                continue
            values = rule.match(path)
            if values is None:
                continue
            if rule.methods is not None and method not in rule.methods:
                have |= rule.methods
                continue
            if values == "slash":
                raise RequestRedirect(self._absolute(path + "/", True))
            if rule.redirect_to is not None:
                raise RequestRedirect(urljoin(self._absolute("/"), rule.redirect_to if isinstance(rule.redirect_to, str) else rule.redirect_to(self, **values)))
            if self.map.redirect_defaults:
                self._redirect_default(rule, method, values)
            return (rule if return_rule else rule.endpoint), values
        if have:
            raise MethodNotAllowed(valid_methods=sorted(have))
        if self.map.merge_slashes and "//" in path:
            merged = re.sub("/{2,}", "/", path)
            try:
                self.match(merged, method)
            except HTTPException:
                raise NotFound() from None
            raise RequestRedirect(self._absolute(merged, True))
        raise NotFound()

    def _redirect_default(self, rule, method, values):
        """A path that spells out what another rule of the endpoint has as its default is sent there."""
        for other in self.map.preferred(rule.endpoint):
            if other is rule:
                return
            if other.defaults and other.arguments == rule.arguments and (other.methods is None or method in other.methods) and all(values.get(k) == v for k, v in other.defaults.items()):
                path = other.build(values)
                if path is not None:
                    raise RequestRedirect(self._absolute(path, True))

    def test(self, path_info=None, method=None):
        try:
            self.match(path_info, method)
            return True
        except RequestRedirect:
            return True
        except HTTPException:
            return False

    def allowed_methods(self, path_info=None):
        try:
            self.match(path_info, method="--")
        except MethodNotAllowed as e:
            return e.valid_methods
        except HTTPException:
            pass
        return []

    def _absolute(self, path, query=False):
        tail = f"?{self.query}" if query and self.query else ""
        return f"{self.url_scheme}://{self.server_name}{self.script_name[:-1]}{quote(path, safe='/:@!$&()*+,;=~')}{tail}"

    def build(self, endpoint, values=None, method=None, force_external=False, append_unknown=True, url_scheme=None):
        values = {k: v for k, v in dict(values or {}).items() if v is not None}
        for rule in self.map.preferred(endpoint):
            if method is not None and rule.methods is not None and method not in rule.methods:
                continue
            path = rule.build(values)
            if path is not None:
                path = self.script_name[:-1] + path
                return f"{url_scheme or self.url_scheme}://{self.server_name}{path}" if force_external else path
        raise BuildError(endpoint, values, method, self._suggest(endpoint, values))

    def _suggest(self, endpoint, values):
        import difflib

        rules = list(self.map.iter_rules())
        same = [r for r in rules if r.endpoint == endpoint]
        if same:
            return same[0]
        score = lambda r: 0.98 * difflib.SequenceMatcher(a=r.endpoint, b=endpoint).ratio() + 0.01 * bool(set(values) & r.arguments)
        return max(rules, key=score, default=None)
