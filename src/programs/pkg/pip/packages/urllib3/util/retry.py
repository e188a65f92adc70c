class Retry:
    """How often a request is made again, and how long is waited before."""

    def __init__(self, total=10, connect=None, read=None, status=None, status_forcelist=(), backoff_factor=0, allowed_methods=frozenset(("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "TRACE")), method_whitelist=None, raise_on_status=True, respect_retry_after_header=True, **more):
        if more:
            raise TypeError(f"drydock: Retry({', '.join(more)}=...) is not simulated")
        self.total, self.connect, self.status_forcelist = total, connect, set(status_forcelist)
        self.backoff_factor, self.allowed_methods = backoff_factor, method_whitelist or allowed_methods
        self.raise_on_status = raise_on_status

    def attempts(self):
        return self.total if self.connect is None else min(self.total, self.connect)

    def pause(self, count):
        return 0 if count <= 1 else self.backoff_factor * 2 ** (count - 1)

    def takes(self, method, status):
        allowed = self.allowed_methods in (None, False) or method in self.allowed_methods
        return allowed and status in self.status_forcelist
