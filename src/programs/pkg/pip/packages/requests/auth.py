import base64


class AuthBase:
    def __call__(self, r):
        raise NotImplementedError("Auth hooks must be callable.")


class HTTPBasicAuth(AuthBase):
    def __init__(self, username, password):
        self.username, self.password = username, password

    def __call__(self, r):
        r.headers["Authorization"] = "Basic " + base64.b64encode(f"{self.username}:{self.password}".encode()).decode()
        return r


class HTTPDigestAuth(AuthBase):
    def __init__(self, username, password):
        raise NotImplementedError("drydock: HTTPDigestAuth is not simulated")
