import re
from collections import namedtuple


def _names(cursor):
    return [c.name for c in cursor.description or ()]


def tuple_row(cursor):
    return tuple


def dict_row(cursor):
    names = _names(cursor)
    return lambda values: dict(zip(names, values))


def namedtuple_row(cursor):
    made = namedtuple("Row", [re.sub(r"\W|^(?=\d)", "_", n) for n in _names(cursor)], rename=True)
    return lambda values: made(*values)


def class_row(cls):
    def factory(cursor):
        names = _names(cursor)
        return lambda values: cls(**dict(zip(names, values)))

    return factory


def scalar_row(cursor):
    return lambda values: values[0]
