"""One request over one connection of its own."""
import http.client
import socket
import time
from datetime import timedelta
from urllib.parse import urlsplit

from urllib3.exceptions import ConnectTimeoutError, MaxRetryError, NameResolutionError, NewConnectionError, ReadTimeoutError
from urllib3.util.retry import Retry

from .exceptions import ChunkedEncodingError, ConnectionError, ConnectTimeout, InvalidURL, ReadTimeout, RetryError, SSLError
from .models import Response

DEFAULT_RETRIES = 0


class BaseAdapter:
    pass


class HTTPAdapter(BaseAdapter):
    def __init__(self, pool_connections=10, pool_maxsize=10, max_retries=DEFAULT_RETRIES, pool_block=False):
        self.max_retries = max_retries if isinstance(max_retries, Retry) else Retry(max_retries, status_forcelist=())

    def send(self, request, stream=False, timeout=None, verify=True, cert=None, proxies=None):
        count = 0
        while True:
            try:
                response = self._once(request, stream, timeout)
            except ConnectionError:
                if count >= self.max_retries.attempts():
                    raise
            else:
                if not self.max_retries.takes(request.method, response.status_code):
                    return response
                if count >= self.max_retries.total:
                    if not self.max_retries.raise_on_status:
                        return response
                    pool, path = _pool(urlsplit(request.url)), request.path_url
                    raise RetryError(f"{pool}: Max retries exceeded with url: {path} (Caused by ResponseError('too many {response.status_code} error responses'))", request=request)
            count += 1
            time.sleep(self.max_retries.pause(count))

    def _once(self, request, stream, timeout):
        url = urlsplit(request.url)
        if url.scheme == "https":
            raise SSLError(f"drydock: https is not simulated ({request.url})", request=request)
        try:
            port = url.port
        except ValueError as e:
            raise InvalidURL(f"Failed to parse: {request.url}", request=request) from e
        connect, read = timeout if isinstance(timeout, tuple) else (timeout, timeout)
        connection = http.client.HTTPConnection(url.hostname, port or 80, timeout=socket._GLOBAL_DEFAULT_TIMEOUT if connect is None else connect)
        pool, path = _pool(url), request.path_url
        began = time.perf_counter()
        try:
            _connect(connection, url, pool, path, connect)
        except MaxRetryError as e:
            raise (ConnectTimeout if isinstance(e.reason, ConnectTimeoutError) else ConnectionError)(e, request=request)
        connection.sock.settimeout(read)
        try:
            connection.putrequest(request.method, path, skip_host="host" in request.headers, skip_accept_encoding=True)
            for name, value in request.headers.items():
                connection.putheader(name, value)
            connection.endheaders(request.body.encode() if isinstance(request.body, str) else request.body)
            raw = connection.getresponse()
        except TimeoutError:
            raise ReadTimeout(ReadTimeoutError(f"{pool}: Read timed out. (read timeout={read})"), request=request) from None
        except http.client.RemoteDisconnected as e:
            raise ConnectionError(("Connection aborted.", e), request=request) from None
        except (OSError, http.client.HTTPException) as e:
            raise ConnectionError(("Connection aborted.", e), request=request) from None
        return self._response(request, raw, connection, stream, time.perf_counter() - began, pool, read)

    @staticmethod
    def _response(request, raw, connection, stream, seconds, pool, read):
        r = Response()
        r.status_code, r.reason, r.url, r.request, r.raw = raw.status, raw.reason, request.url, request, raw
        r.elapsed = timedelta(seconds=seconds)
        for name, value in raw.getheaders():
            r.headers[name] = f"{r.headers[name]}, {value}" if name in r.headers else value
        for line in raw.headers.get_all("Set-Cookie") or ():
            r.cookies.set_cookie_line(line)
        kind = r.headers.get("content-type", "").lower()
        if "charset=" in kind:
            r.encoding = kind.split("charset=")[1].split(";")[0].strip("'\" ")
        elif "text" in kind:
            r.encoding = "ISO-8859-1"
        elif "application/json" in kind:
            r.encoding = "utf-8"

        def pieces():
            try:
                while data := raw.read1(65536):
                    yield data
            except TimeoutError:
                raise ConnectionError(ReadTimeoutError(f"{pool}: Read timed out."), request=request) from None
            except http.client.IncompleteRead as e:
                raise ChunkedEncodingError(("Connection broken", e), request=request) from None
            finally:
                connection.close()

        r._source = pieces()
        if not stream:
            r.content
        return r


def _connect(connection, url, pool, path, timeout):
    """Failures as urllib3 raises them, each from what it came of."""
    try:
        try:
            connection.connect()
        except TimeoutError as e:
            raise ConnectTimeoutError(connection, f"Connection to {url.hostname} timed out. (connect timeout={timeout})") from e
        except socket.gaierror as e:
            raise NameResolutionError(f"{_shown(connection)}: Failed to resolve '{url.hostname}' ({e})") from e
        except OSError as e:
            raise NewConnectionError(f"{_shown(connection)}: Failed to establish a new connection: {e}") from e
    except (ConnectTimeoutError, NewConnectionError) as e:
        raise MaxRetryError(pool, path, e) from e


def _pool(url):
    kind = "HTTPSConnectionPool" if url.scheme == "https" else "HTTPConnectionPool"
    return f"{kind}(host={url.hostname!r}, port={url.port or 80})"


def _shown(connection):
    return f"<urllib3.connection.HTTPConnection object at {id(connection):#x}>"
