"""Expressions: tokens to functions of a scope."""
import operator

from .exceptions import TemplateAssertionError, TemplateSyntaxError
from .runtime import Undefined, markup_join

_CONSTANTS = {"true": True, "True": True, "false": False, "False": False, "none": None, "None": None}
_COMPARE = {"==": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
_ADD = {"+": operator.add, "-": operator.sub}
_MULTIPLY = {"*": operator.mul, "/": operator.truediv, "//": operator.floordiv, "%": operator.mod}
_RESERVED = {"and", "or", "not", "in", "is", "if", "else", "for", "elif"}


def describe(token):
    kind, value = token[1], token[2]
    return {"variable_end": "end of print statement", "block_end": "end of statement block", "eof": "end of template"}.get(kind, str(value))


class Expressions:
    def __init__(self, tokens, env, name=None, filename=None, source=None):
        self.tokens, self.env, self.at = tokens, env, 0
        self.name, self.filename, self.source = name, filename, source

    # tokens
    @property
    def token(self):
        return self.tokens[self.at]

    def next(self):
        token = self.tokens[self.at]
        if token[1] != "eof":
            self.at += 1
        return token

    def fail(self, message, line=None, kind=TemplateSyntaxError):
        raise kind(message, self.token[0] if line is None else line, self.name, self.filename, self.source)

    def is_op(self, *values):
        return self.token[1] == "operator" and self.token[2] in values

    def is_name(self, *values):
        return self.token[1] == "name" and self.token[2] in values

    def skip_op(self, value):
        if self.is_op(value):
            self.at += 1
            return True
        return False

    def skip_name(self, value):
        if self.is_name(value):
            self.at += 1
            return True
        return False

    def expect_op(self, value):
        if not self.skip_op(value):
            self.fail(f"expected token {value!r}, got {describe(self.token)!r}")

    def expect_name(self, value=None):
        token = self.token
        if token[1] != "name" or (value is not None and token[2] != value):
            self.fail(f"expected token {value or 'name'!r}, got {describe(token)!r}")
        self.at += 1
        return token[2]

    def end(self):
        return self.token[1] in ("variable_end", "block_end", "eof")

    # grammar
    def parse_tuple(self, with_condition=True, stop=()):
        first = self.parse(with_condition)
        if not self.is_op(","):
            return first
        items = [first]
        while self.skip_op(","):
            if self.end() or self.is_op(")", "]", "}") or self.is_name(*stop):
                break
            items.append(self.parse(with_condition))
        return lambda s: tuple(i(s) for i in items)

    def parse(self, with_condition=True):
        value = self.parse_or()
        while with_condition and self.skip_name("if"):
            value = self._conditional(value, self.parse_or(), self.parse() if self.skip_name("else") else None)
        return value

    def _conditional(self, then, test, otherwise):
        if otherwise is None:
            hint = "the inline if-expression on line %d evaluated to false and no else section was defined." % self.token[0]
            return lambda s: then(s) if test(s) else s.ctx.environment.undefined(hint)
        return lambda s: then(s) if test(s) else otherwise(s)

    def parse_or(self):
        left = self.parse_and()
        while self.skip_name("or"):
            left = (lambda a, b: lambda s: a(s) or b(s))(left, self.parse_and())
        return left

    def parse_and(self):
        left = self.parse_not()
        while self.skip_name("and"):
            left = (lambda a, b: lambda s: a(s) and b(s))(left, self.parse_not())
        return left

    def parse_not(self):
        if self.is_name("not"):
            self.at += 1
            inner = self.parse_not()
            return lambda s: not inner(s)
        return self.parse_compare()

    def parse_compare(self):
        left, rest = self.parse_add(), []
        while True:
            token = self.token
            if token[1] == "operator" and token[2] in _COMPARE:
                self.at += 1
                rest.append((_COMPARE[token[2]], self.parse_add()))
            elif self.skip_name("in"):
                rest.append((lambda a, b: a in b, self.parse_add()))
            elif self.is_name("not") and self.tokens[self.at + 1][1:] == ("name", "in"):
                self.at += 2
                rest.append((lambda a, b: a not in b, self.parse_add()))
            else:
                break
        if not rest:
            return left

        def compare(s):
            value = left(s)
            for op, right in rest:
                other = right(s)
                if not op(value, other):
                    return False
                value = other
            return True

        return compare

    def _binary(self, table, below):
        left = below()
        while self.token[1] == "operator" and self.token[2] in table:
            op = table[self.next()[2]]
            left = (lambda o, a, b: lambda s: o(a(s), b(s)))(op, left, below())
        return left

    def parse_add(self):
        return self._binary(_ADD, self.parse_concat)

    def parse_concat(self):
        parts = [self.parse_multiply()]
        while self.skip_op("~"):
            parts.append(self.parse_multiply())
        if len(parts) == 1:
            return parts[0]
        return lambda s: markup_join(p(s) for p in parts) if s.ctx.autoescape else "".join(str(p(s)) for p in parts)

    def parse_multiply(self):
        return self._binary(_MULTIPLY, self.parse_power)

    def parse_power(self):
        left = self.parse_unary()
        while self.skip_op("**"):
            left = (lambda a, b: lambda s: a(s) ** b(s))(left, self.parse_unary())
        return left

    def parse_unary(self, with_filter=True):
        if self.skip_op("-"):
            inner = self.parse_unary(False)
            value = lambda s: -inner(s)
        elif self.skip_op("+"):
            inner = self.parse_unary(False)
            value = lambda s: +inner(s)
        else:
            value = self.parse_primary()
        value = self.parse_postfix(value)
        return self.parse_filters(value) if with_filter else value

    def parse_primary(self):
        line, kind, value = self.token
        if kind == "name":
            if value in _RESERVED:
                self.fail(f"unexpected {value!r}")
            self.at += 1
            if value in _CONSTANTS:
                constant = _CONSTANTS[value]
                return lambda s: constant
            found = lambda s: s.lookup(value)
            found.name = value
            return found
        if kind in ("integer", "float"):
            self.at += 1
            return lambda s: value
        if kind == "string":
            text = ""
            while self.token[1] == "string":
                text += self.next()[2]
            return lambda s: text
        if kind == "operator" and value == "(":
            self.at += 1
            if self.skip_op(")"):
                return lambda s: ()
            inner = self.parse_tuple()
            self.expect_op(")")
            return lambda s: inner(s)
        if kind == "operator" and value == "[":
            self.at += 1
            items = self._until("]", self.parse)
            return lambda s: [i(s) for i in items]
        if kind == "operator" and value == "{":
            self.at += 1
            items = self._until("}", self._pair)
            return lambda s: {k(s): v(s) for k, v in items}
        if kind in ("variable_end", "block_end") and self.tokens[self.at - 1][1] in ("variable_begin", "name"):
            self.fail(f"Expected an expression, got {describe(self.token)!r}")
        self.fail(f"unexpected {describe(self.token)!r}")

    def _pair(self):
        key = self.parse()
        self.expect_op(":")
        return key, self.parse()

    def _until(self, close, one):
        items = []
        while not self.is_op(close):
            items.append(one())
            if not self.is_op(close):
                self.expect_op(",")
        self.at += 1
        return items

    def parse_postfix(self, value):
        while True:
            if self.skip_op("."):
                kind, name = self.token[1], self.token[2]
                if kind not in ("name", "integer"):
                    self.fail("expected name or number")
                self.at += 1
                value = (lambda v, n: lambda s: s.ctx.environment.getattr(v(s), n) if isinstance(n, str) else s.ctx.environment.getitem(v(s), n))(value, name)
            elif self.skip_op("["):
                key = self._subscript()
                self.expect_op("]")
                value = (lambda v, k: lambda s: s.ctx.environment.getitem(v(s), k(s)))(value, key)
            elif self.is_op("("):
                value = self._call(value)
            else:
                return value

    def _subscript(self):
        if not self.is_op(":"):
            first = self.parse()
            if not self.is_op(":"):
                return first
            parts = [first]
        else:
            parts = [None]
        while self.skip_op(":"):
            parts.append(None if self.is_op(":", "]") else self.parse())
        return lambda s: slice(*[None if p is None else p(s) for p in parts])

    def parse_arguments(self):
        """What stands between the brackets of a call: a function from a scope to (args, kwargs)."""
        self.expect_op("(")
        steps = []
        while not self.is_op(")"):
            if self.skip_op("*"):
                steps.append(("*", self.parse()))
            elif self.skip_op("**"):
                steps.append(("**", self.parse()))
            elif self.token[1] == "name" and self.tokens[self.at + 1][1:] == ("operator", "="):
                name = self.next()[2]
                self.at += 1
                steps.append((name, self.parse()))
            else:
                steps.append(("", self.parse()))
            if not self.is_op(")"):
                self.expect_op(",")
        self.at += 1

        def arguments(s):
            args, kwargs = [], {}
            for kind, value in steps:
                if kind == "":
                    args.append(value(s))
                elif kind == "*":
                    args.extend(value(s))
                elif kind == "**":
                    kwargs.update(value(s))
                else:
                    kwargs[kind] = value(s)
            return args, kwargs

        return arguments

    def _call(self, value):
        arguments = self.parse_arguments()

        def call(s):
            fn = value(s)
            args, kwargs = arguments(s)
            passed = getattr(fn, "jinja_pass_arg", None)
            if passed:
                args.insert(0, s.ctx.environment if passed == "environment" else s.ctx)
            return fn(*args, **kwargs)

        return call

    def _dotted(self):
        name = self.expect_name()
        while self.skip_op("."):
            name += "." + self.expect_name()
        return name

    def parse_filters(self, value):
        while True:
            if self.skip_op("|"):
                value = self.parse_filter(value)
            elif self.is_name("is"):
                self.at += 1
                value = self._test(value)
            elif self.is_op("("):
                value = self._call(value)
            else:
                return value

    def parse_filter(self, value):
        line = self.token[0]
        name = self._dotted()
        if name not in self.env.filters:
            self.fail(f"No filter named {name!r}.", line, TemplateAssertionError)
        arguments = self.parse_arguments() if self.is_op("(") else None

        def filtered(s):
            env = s.ctx.environment
            fn = env.filters[name]
            args, kwargs = arguments(s) if arguments else ([], {})
            args.insert(0, value(s))
            passed = getattr(fn, "jinja_pass_arg", None)
            if passed:
                args.insert(0, env if passed == "environment" else s.ctx)
            return fn(*args, **kwargs)

        return filtered

    def _test(self, value):
        negated = self.skip_name("not")
        line = self.token[0]
        name = self._dotted()
        if name not in self.env.tests:
            self.fail(f"No test named {name!r}.", line, TemplateAssertionError)
        arguments = None
        if self.is_op("("):
            arguments = self.parse_arguments()
        elif self.token[1] in ("integer", "float", "string") or self.is_op("[", "{") or (
            self.token[1] == "name" and self.token[2] not in ("else", "or", "and")
        ):
            if self.is_name("is"):
                self.fail("You cannot chain multiple tests with is")
            one = self.parse_postfix(self.parse_primary())
            arguments = lambda s: ([one(s)], {})

        def test(s):
            args, kwargs = arguments(s) if arguments else ([], {})
            fn = s.ctx.environment.tests[name]
            if getattr(fn, "jinja_pass_arg", None):
                args.insert(0, s.ctx.environment)
                return bool(fn(args[0], value(s), *args[1:], **kwargs)) != negated
            return bool(fn(value(s), *args, **kwargs)) != negated

        return test


__all__ = ["Expressions", "Undefined", "describe"]
