from ._postgres import escape_identifier
from ._values import literal


class Composable:
    def __add__(self, other):
        return Composed([*_parts(self), *_parts(other)])

    def __mul__(self, n):
        return Composed([self] * n)

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __repr__(self):
        return f"{type(self).__name__}({next(iter(self.__dict__.values()))!r})"


def _parts(c):
    return c.seq if isinstance(c, Composed) else [c]


class Composed(Composable):
    def __init__(self, seq):
        self.seq = list(seq)

    def as_string(self, context=None):
        return "".join(c.as_string(context) for c in self.seq)

    def join(self, joiner):
        return (SQL(joiner) if isinstance(joiner, str) else joiner).join(self.seq)


class SQL(Composable):
    def __init__(self, string):
        if not isinstance(string, str):
            raise TypeError("SQL values must be strings")
        self.string = string

    def as_string(self, context=None):
        return self.string

    def format(self, *args, **kwargs):
        from string import Formatter

        out, n = [], 0
        for text, name, spec, conversion in Formatter().parse(self.string):
            if text:
                out.append(SQL(text))
            if name is None:
                continue
            if name == "":
                out.append(args[n])
                n += 1
            else:
                out.append(args[int(name)] if name.isdigit() else kwargs[name])
        return Composed(out)

    def join(self, seq):
        out = []
        for i, c in enumerate(seq):
            out += [self, c] if i else [c]
        return Composed(out)


class Identifier(Composable):
    def __init__(self, *strings):
        self.strings = strings

    def as_string(self, context=None):
        return ".".join(map(escape_identifier, self.strings))


class Literal(Composable):
    def __init__(self, wrapped):
        self.wrapped = wrapped

    def as_string(self, context=None):
        return literal(self.wrapped)


class Placeholder(Composable):
    def __init__(self, name=None):
        self.name = name

    def as_string(self, context=None):
        return f"%({self.name})s" if self.name else "%s"


NULL, DEFAULT = SQL("NULL"), SQL("DEFAULT")
