import hashlib
import json
from base64 import b64decode, b64encode
from datetime import datetime, timezone
from uuid import UUID

from itsdangerous import BadSignature, URLSafeTimedSerializer
from markupsafe import Markup
from werkzeug.http import http_date, parse_date


class SessionMixin(dict):
    new = False
    modified = True
    accessed = True

    @property
    def permanent(self):
        return self.get("_permanent", False)

    @permanent.setter
    def permanent(self, value):
        self["_permanent"] = bool(value)


def _changes(name):
    plain = getattr(dict, name)

    def method(self, *args, **kwargs):
        self.modified = self.accessed = True
        return plain(self, *args, **kwargs)

    return method


class SecureCookieSession(SessionMixin):
    def __init__(self, initial=None):
        super().__init__(initial or {})
        self.modified = self.accessed = False

    def __getitem__(self, key):
        self.accessed = True
        return super().__getitem__(key)

    def get(self, key, default=None):
        self.accessed = True
        return super().get(key, default)


for _name in ("__setitem__", "__delitem__", "clear", "pop", "popitem", "setdefault", "update"):
    setattr(SecureCookieSession, _name, _changes(_name))


class NullSession(SecureCookieSession):
    def _fail(self, *args, **kwargs):
        raise RuntimeError("The session is unavailable because no secret key was set.  Set the secret_key on the application to something unique and secret.")

    __setitem__ = __delitem__ = clear = pop = popitem = update = setdefault = _fail


class SessionInterface:
    null_session_class = NullSession

    def make_null_session(self, app):
        return self.null_session_class()

    def is_null_session(self, obj):
        return isinstance(obj, self.null_session_class)

    def get_cookie_name(self, app):
        return app.config["SESSION_COOKIE_NAME"]

    def get_expiration_time(self, app, session):
        return datetime.now(timezone.utc) + app.permanent_session_lifetime if session.permanent else None

    def open_session(self, app, request):
        raise NotImplementedError

    def save_session(self, app, session, response):
        raise NotImplementedError


class TaggedJSONSerializer:
    """JSON that keeps tuples, bytes, times, UUIDs and markup apart: a dict of one key that begins with a space."""

    def dumps(self, value):
        return json.dumps(self._tag(value), separators=(",", ":"), sort_keys=True)

    def loads(self, text):
        return json.loads(text, object_hook=self._untag)

    def _tag(self, value):
        if isinstance(value, tuple):
            return {" t": [self._tag(v) for v in value]}
        if isinstance(value, list):
            return [self._tag(v) for v in value]
        if isinstance(value, dict):
            if len(value) == 1 and next(iter(value)) in (" t", " b", " m", " u", " d", " di"):
                key = next(iter(value))
                return {" di": {f"{key}__": self._tag(value[key])}}
            return {k: self._tag(v) for k, v in value.items()}
        if isinstance(value, bytes):
            return {" b": b64encode(value).decode("ascii")}
        if isinstance(value, Markup):
            return {" m": str(value)}
        if isinstance(value, UUID):
            return {" u": value.hex}
        if isinstance(value, datetime):
            return {" d": http_date(value)}
        return value

    @staticmethod
    def _untag(value):
        if len(value) != 1:
            return value
        key, inner = next(iter(value.items()))
        undo = {
            " t": tuple, " b": b64decode, " m": Markup, " u": UUID, " d": parse_date,
            " di": lambda d: {k[:-2]: v for k, v in d.items()},
        }.get(key)
        return value if undo is None else undo(inner)


class SecureCookieSessionInterface(SessionInterface):
    serializer = TaggedJSONSerializer()
    salt = "cookie-session"
    session_class = SecureCookieSession

    def get_signing_serializer(self, app):
        if not app.secret_key:
            return None
        return URLSafeTimedSerializer(app.secret_key, salt=self.salt, serializer=self.serializer, signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha1})

    def open_session(self, app, request):
        s = self.get_signing_serializer(app)
        if s is None:
            return None
        value = request.cookies.get(self.get_cookie_name(app))
        if not value:
            return self.session_class()
        try:
            return self.session_class(s.loads(value, max_age=int(app.permanent_session_lifetime.total_seconds())))
        except BadSignature:
            return self.session_class()

    def save_session(self, app, session, response):
        config, name = app.config, self.get_cookie_name(app)
        where = {
            "domain": config["SESSION_COOKIE_DOMAIN"], "path": config["SESSION_COOKIE_PATH"] or config["APPLICATION_ROOT"],
            "secure": config["SESSION_COOKIE_SECURE"], "samesite": config["SESSION_COOKIE_SAMESITE"], "httponly": config["SESSION_COOKIE_HTTPONLY"],
        }
        if session.accessed:
            response.vary.add("Cookie")
        if not session:
            if session.modified:
                response.delete_cookie(name, **where)
                response.vary.add("Cookie")
            return
        if not (session.modified or (session.permanent and config["SESSION_REFRESH_EACH_REQUEST"])):
            return
        value = self.get_signing_serializer(app).dumps(dict(session))
        response.set_cookie(name, value, expires=self.get_expiration_time(app, session), **where)
        response.vary.add("Cookie")
