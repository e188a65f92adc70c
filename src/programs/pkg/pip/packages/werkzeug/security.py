"""Hashes of passwords. Their form is the real one's; the rounds are few, for they are counted in a simulated machine."""
import hashlib
import hmac
import secrets
import string

from .utils import safe_join

DEFAULT_PBKDF2_ITERATIONS = 600
_LETTERS = string.ascii_letters + string.digits


def gen_salt(length):
    return "".join(secrets.choice(_LETTERS) for _ in range(length))


def _pbkdf2(name, password, salt, rounds):
    block = last = hmac.new(password, salt + b"\0\0\0\1", name).digest()
    number = int.from_bytes(block, "big")
    for _ in range(rounds - 1):
        last = hmac.digest(password, last, name)
        number ^= int.from_bytes(last, "big")
    return number.to_bytes(len(block), "big").hex()


def generate_password_hash(password, method="pbkdf2", salt_length=16):
    kind, *args = method.split(":")
    if kind == "scrypt":
        kind, args = "pbkdf2", []
    if kind != "pbkdf2":
        raise ValueError(f"Invalid hash method '{kind}'.")
    name, rounds = (args + ["sha256"])[0], int(args[1]) if len(args) > 1 else DEFAULT_PBKDF2_ITERATIONS
    salt = gen_salt(salt_length)
    return f"pbkdf2:{name}:{rounds}${salt}${_pbkdf2(name, password.encode(), salt.encode(), rounds)}"


def check_password_hash(pwhash, password):
    try:
        method, salt, value = pwhash.split("$", 2)
    except ValueError:
        return False
    kind, *args = method.split(":")
    if kind == "scrypt":
        n, r, p = (int(a) for a in args) if args else (32768, 8, 1)
        if not hasattr(hashlib, "scrypt"):
            raise NotImplementedError("drydock: scrypt hashes of passwords are not simulated")
        found = hashlib.scrypt(password.encode(), salt=salt.encode(), n=n, r=r, p=p, maxmem=132 * n * r * p).hex()
    else:
        found = _pbkdf2(args[0], password.encode(), salt.encode(), int(args[1]))
    return hmac.compare_digest(found, value)


__all__ = ["check_password_hash", "gen_salt", "generate_password_hash", "safe_join"]
