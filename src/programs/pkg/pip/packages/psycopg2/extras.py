import json
import re
from collections import OrderedDict, namedtuple

from ._values import quote
from .extensions import cursor


class DictRow(list):
    def __init__(self, names, values):
        super().__init__(values)
        self._index = {n: i for i, n in enumerate(names)}

    def __getitem__(self, key):
        return super().__getitem__(key if isinstance(key, (int, slice)) else self._index[key])

    def get(self, key, default=None):
        return self[key] if key in self._index else default

    def keys(self):
        return iter(self._index)

    def values(self):
        return iter(self)

    def items(self):
        return ((n, self[n]) for n in self._index)

    def __contains__(self, key):
        return key in self._index

    def copy(self):
        return OrderedDict(self.items())


class DictCursor(cursor):
    def _row(self, values):
        return DictRow([c.name for c in self.description], values)


class RealDictRow(OrderedDict):
    pass


class RealDictCursor(cursor):
    def _row(self, values):
        return RealDictRow(zip((c.name for c in self.description), values))


class NamedTupleCursor(cursor):
    def _row(self, values):
        names = [re.sub(r"\W", "_", c.name) for c in self.description]
        return namedtuple("Record", [f"f{n}" if n[:1] in "_0123456789" else n for n in names])(*values)


class Json:
    def __init__(self, adapted, dumps=None):
        self.adapted, self._dumps = adapted, dumps or json.dumps

    def dumps(self, obj):
        return self._dumps(obj)

    def __drydock_sql__(self):
        return quote(self.dumps(self.adapted))


def execute_batch(cur, sql, argslist, page_size=100):
    for args in argslist:
        cur.execute(sql, args)


def execute_values(cur, sql, argslist, template=None, page_size=100, fetch=False):
    if sql.count("%s") != 1:
        raise ValueError("the query doesn't contain any '%s' placeholder" if "%s" not in sql else "the query contains more than one '%s' placeholder")
    head, tail = sql.split("%s")
    rows, found = list(argslist), []
    for at in range(0, len(rows), page_size):
        page = [cur.mogrify(template or f"({','.join(['%s'] * len(r))})", r).decode() for r in rows[at : at + page_size]]
        cur.execute(head.replace("%%", "%") + ",".join(page) + tail.replace("%%", "%"))
        if fetch:
            found += cur.fetchall()
    return found if fetch else None


def register_uuid(oids=None, conn_or_curs=None):
    """UUIDs go into statements as they are."""


def register_default_json(*args, **kwargs):
    """json and jsonb are read as Python's values already."""


register_default_jsonb = register_json = register_default_json
__all__ = ["DictCursor", "DictRow", "Json", "NamedTupleCursor", "RealDictCursor", "RealDictRow", "execute_batch", "execute_values", "register_uuid"]
