import json
import zlib

from .exc import BadPayload, BadSignature
from .signer import Signer, TimestampSigner, base64_decode, base64_encode, want_bytes


class _CompactJSON:
    @staticmethod
    def loads(payload):
        return json.loads(payload)

    @staticmethod
    def dumps(obj, **kwargs):
        kwargs.setdefault("ensure_ascii", False)
        kwargs.setdefault("separators", (",", ":"))
        return json.dumps(obj, **kwargs)


class Serializer:
    default_signer = Signer
    default_serializer = json

    def __init__(self, secret_key, salt=b"itsdangerous", serializer=None, serializer_kwargs=None, signer=None, signer_kwargs=None, fallback_signers=None):
        self.secret_key, self.salt = secret_key, want_bytes(salt)
        self.serializer = serializer or self.default_serializer
        self.serializer_kwargs = serializer_kwargs or {}
        self.signer, self.signer_kwargs = signer or self.default_signer, signer_kwargs or {}

    def make_signer(self, salt=None):
        return self.signer(self.secret_key, salt=self.salt if salt is None else salt, **self.signer_kwargs)

    def load_payload(self, payload):
        try:
            return self.serializer.loads(payload.decode("utf-8"))
        except Exception as e:
            raise BadPayload("Could not load the payload because an exception occurred on unserializing the data.", original_error=e) from e

    def dump_payload(self, obj):
        return want_bytes(self.serializer.dumps(obj, **self.serializer_kwargs))

    def dumps(self, obj, salt=None):
        signed = self.make_signer(salt).sign(self.dump_payload(obj))
        return signed.decode("utf-8")

    def loads(self, s, salt=None, **kwargs):
        return self.load_payload(self.make_signer(salt).unsign(want_bytes(s)))

    def loads_unsafe(self, s, salt=None):
        try:
            return True, self.loads(s, salt)
        except BadSignature as e:
            if e.payload is None:
                return False, None
            try:
                return False, self.load_payload(e.payload)
            except BadPayload:
                return False, None


class TimedSerializer(Serializer):
    default_signer = TimestampSigner

    def loads(self, s, max_age=None, return_timestamp=False, salt=None):
        payload, when = self.make_signer(salt).unsign(want_bytes(s), max_age=max_age, return_timestamp=True)
        value = self.load_payload(payload)
        return (value, when) if return_timestamp else value


class _URLSafe:
    default_serializer = _CompactJSON

    def load_payload(self, payload):
        packed = payload.startswith(b".")
        try:
            data = base64_decode(payload[1:] if packed else payload)
            if packed:
                data = zlib.decompress(data)
        except Exception as e:
            raise BadPayload("Could not base64 decode the payload because of an exception", original_error=e) from e
        return super().load_payload(data)

    def dump_payload(self, obj):
        data = super().dump_payload(obj)
        packed = zlib.compress(data)
        if len(packed) < len(data) - 1:
            return b"." + base64_encode(packed)
        return base64_encode(data)


class URLSafeSerializer(_URLSafe, Serializer):
    """Signed text that is safe in a URL."""


class URLSafeTimedSerializer(_URLSafe, TimedSerializer):
    """Signed text with its time that is safe in a URL."""
