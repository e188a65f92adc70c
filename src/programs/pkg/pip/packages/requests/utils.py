"""Small things that programs take from here."""
from urllib.parse import quote, unquote, urlparse

from .cookies import cookiejar_from_dict
from .sessions import default_headers
from .structures import CaseInsensitiveDict


def default_user_agent(name="python-requests"):
    return f"{name}/@VERSION@"


def dict_from_cookiejar(jar):
    return dict(jar)


def requote_uri(uri):
    return quote(unquote(uri), safe="!#$%&'()*+,/:;=?@[]~")


def get_encoding_from_headers(headers):
    kind = headers.get("content-type", "").lower()
    if "charset=" in kind:
        return kind.split("charset=")[1].split(";")[0].strip("'\" ")
    return "ISO-8859-1" if "text" in kind else "utf-8" if "application/json" in kind else None


def parse_dict_header(value):
    found = {}
    for item in value.split(","):
        name, _, text = item.strip().partition("=")
        found[name] = text.strip('"') if text else None
    return found


__all__ = ["CaseInsensitiveDict", "cookiejar_from_dict", "default_headers", "default_user_agent", "dict_from_cookiejar", "get_encoding_from_headers", "parse_dict_header", "quote", "requote_uri", "unquote", "urlparse"]
