import base64
import hashlib
import hmac
import time
from datetime import datetime, timezone

from .exc import BadSignature, BadTimeSignature, SignatureExpired


def want_bytes(s, encoding="utf-8", errors="strict"):
    return s.encode(encoding, errors) if isinstance(s, str) else s


def base64_encode(data):
    return base64.urlsafe_b64encode(want_bytes(data)).rstrip(b"=")


def base64_decode(data):
    data = want_bytes(data, "ascii", "ignore")
    return base64.urlsafe_b64decode(data + b"=" * (-len(data) % 4))


class HMACAlgorithm:
    def __init__(self, digest_method=hashlib.sha1):
        self.digest_method = digest_method

    def get_signature(self, key, value):
        return hmac.new(key, msg=value, digestmod=self.digest_method).digest()


class NoneAlgorithm:
    def get_signature(self, key, value):
        return b""


class Signer:
    def __init__(self, secret_key, salt=b"itsdangerous.Signer", sep=b".", key_derivation=None, digest_method=None, algorithm=None):
        keys = secret_key if isinstance(secret_key, (list, tuple)) else [secret_key]
        self.secret_keys = [want_bytes(k) for k in keys]
        self.sep, self.salt = want_bytes(sep), want_bytes(salt)
        self.key_derivation = key_derivation or "django-concat"
        self.digest_method = digest_method or hashlib.sha1
        self.algorithm = algorithm or HMACAlgorithm(self.digest_method)

    @property
    def secret_key(self):
        return self.secret_keys[-1]

    def derive_key(self, secret_key=None):
        key = self.secret_key if secret_key is None else want_bytes(secret_key)
        if self.key_derivation == "concat":
            return self.digest_method(self.salt + key).digest()
        if self.key_derivation == "django-concat":
            return self.digest_method(self.salt + b"signer" + key).digest()
        if self.key_derivation == "hmac":
            return hmac.new(key, self.salt, self.digest_method).digest()
        if self.key_derivation == "none":
            return key
        raise TypeError("Unknown key derivation method")

    def get_signature(self, value):
        return base64_encode(self.algorithm.get_signature(self.derive_key(), want_bytes(value)))

    def sign(self, value):
        value = want_bytes(value)
        return value + self.sep + self.get_signature(value)

    def verify_signature(self, value, sig):
        value = want_bytes(value)
        for key in reversed(self.secret_keys):
            good = base64_encode(self.algorithm.get_signature(self.derive_key(key), value))
            if hmac.compare_digest(want_bytes(sig), good):
                return True
        return False

    def unsign(self, signed_value):
        signed = want_bytes(signed_value)
        if self.sep not in signed:
            raise BadSignature(f"No {self.sep!r} found in value")
        value, sig = signed.rsplit(self.sep, 1)
        if self.verify_signature(value, sig):
            return value
        raise BadSignature(f"Signature {sig!r} does not match", payload=value)

    def validate(self, signed_value):
        try:
            self.unsign(signed_value)
            return True
        except BadSignature:
            return False


class TimestampSigner(Signer):
    def get_timestamp(self):
        return int(time.time())

    def timestamp_to_datetime(self, ts):
        return datetime.fromtimestamp(ts, tz=timezone.utc)

    def sign(self, value):
        stamp = self.get_timestamp()
        raw = stamp.to_bytes((stamp.bit_length() + 7) // 8, "big")
        value = want_bytes(value) + self.sep + base64_encode(raw)
        return value + self.sep + self.get_signature(value)

    def unsign(self, signed_value, max_age=None, return_timestamp=False):
        try:
            result, bad = super().unsign(signed_value), None
        except BadSignature as e:
            result, bad = e.payload or b"", e
        if self.sep not in result:
            if bad:
                raise bad
            raise BadTimeSignature("timestamp missing", payload=result)
        value, raw = result.rsplit(self.sep, 1)
        try:
            stamp = int.from_bytes(base64_decode(raw), "big")
        except Exception:
            stamp = None
        if bad is not None:
            when = None if stamp is None else self.timestamp_to_datetime(stamp)
            raise BadTimeSignature(str(bad), payload=value, date_signed=when)
        if stamp is None:
            raise BadTimeSignature("Malformed timestamp", payload=value)
        if max_age is not None:
            age = self.get_timestamp() - stamp
            when = self.timestamp_to_datetime(stamp)
            if age > max_age:
                raise SignatureExpired(f"Signature age {age} > {max_age} seconds", payload=value, date_signed=when)
            if age < 0:
                raise SignatureExpired(f"Signature age {age} < 0 seconds", payload=value, date_signed=when)
        return (value, self.timestamp_to_datetime(stamp)) if return_timestamp else value

    def validate(self, signed_value, max_age=None):
        try:
            self.unsign(signed_value, max_age=max_age)
            return True
        except BadSignature:
            return False
