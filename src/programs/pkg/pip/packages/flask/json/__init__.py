import json as _json

from ..globals import current_app
from .provider import _default


def dumps(obj, **kwargs):
    if current_app:
        return current_app.json.dumps(obj, **kwargs)
    kwargs.setdefault("default", _default)
    return _json.dumps(obj, **kwargs)


def dump(obj, fp, **kwargs):
    fp.write(dumps(obj, **kwargs))


def loads(s, **kwargs):
    return current_app.json.loads(s, **kwargs) if current_app else _json.loads(s, **kwargs)


def load(fp, **kwargs):
    return loads(fp.read(), **kwargs)


def jsonify(*args, **kwargs):
    return current_app.json.response(*args, **kwargs)
