import dataclasses
import datetime
import decimal
import json
import uuid

from werkzeug.http import http_date


def _default(o):
    if isinstance(o, datetime.datetime):
        return http_date(o)
    if isinstance(o, datetime.date):
        return http_date(datetime.datetime(o.year, o.month, o.day))
    if isinstance(o, (decimal.Decimal, uuid.UUID)):
        return str(o)
    if dataclasses.is_dataclass(o):
        return dataclasses.asdict(o)
    if hasattr(o, "__html__"):
        return str(o.__html__())
    raise TypeError(f"Object of type {type(o).__name__} is not JSON serializable")


class JSONProvider:
    def __init__(self, app):
        self._app = app

    def dumps(self, obj, **kwargs):
        raise NotImplementedError

    def loads(self, s, **kwargs):
        raise NotImplementedError

    def dump(self, obj, fp, **kwargs):
        fp.write(self.dumps(obj, **kwargs))

    def load(self, fp, **kwargs):
        return self.loads(fp.read(), **kwargs)

    def _prepare_response_obj(self, args, kwargs):
        if args and kwargs:
            raise TypeError("app.json.response() takes either args or kwargs, not both")
        if not args and not kwargs:
            return None
        return args[0] if len(args) == 1 else args or kwargs

    def response(self, *args, **kwargs):
        return self._app.response_class(self.dumps(self._prepare_response_obj(args, kwargs)), mimetype="application/json")


class DefaultJSONProvider(JSONProvider):
    default = staticmethod(_default)
    ensure_ascii = True
    sort_keys = True
    compact = None
    mimetype = "application/json"

    def dumps(self, obj, **kwargs):
        kwargs.setdefault("default", self.default)
        kwargs.setdefault("ensure_ascii", self.ensure_ascii)
        kwargs.setdefault("sort_keys", self.sort_keys)
        return json.dumps(obj, **kwargs)

    def loads(self, s, **kwargs):
        return json.loads(s, **kwargs)

    def response(self, *args, **kwargs):
        obj = self._prepare_response_obj(args, kwargs)
        options = {"indent": 2} if (self.compact is None and self._app.debug) or self.compact is False else {"separators": (",", ":")}
        return self._app.response_class(f"{self.dumps(obj, **options)}\n", mimetype=self.mimetype)
