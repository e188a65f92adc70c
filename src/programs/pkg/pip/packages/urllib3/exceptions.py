class HTTPError(Exception):
    pass


class HTTPWarning(Warning):
    pass


class InsecureRequestWarning(HTTPWarning):
    pass


class MaxRetryError(HTTPError):
    def __init__(self, pool, url, reason=None):
        super().__init__(f"{pool}: Max retries exceeded with url: {url} (Caused by {reason!r})")
        self.pool, self.url, self.reason = pool, url, reason


class NewConnectionError(HTTPError):
    pass


class NameResolutionError(NewConnectionError):
    pass


class ConnectTimeoutError(HTTPError):
    pass


class ReadTimeoutError(HTTPError):
    pass


class ProtocolError(HTTPError):
    pass
