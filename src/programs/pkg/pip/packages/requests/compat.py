"""Names that stand in the library under others."""
from http import cookiejar as cookielib
from json import JSONDecodeError
from urllib.parse import quote, quote_plus, unquote, unquote_plus, urldefrag, urlencode, urljoin, urlparse, urlsplit, urlunparse

str, bytes, basestring = str, bytes, (str, bytes)

__all__ = ["JSONDecodeError", "cookielib", "quote", "quote_plus", "unquote", "unquote_plus", "urldefrag", "urlencode", "urljoin", "urlparse", "urlsplit", "urlunparse"]
