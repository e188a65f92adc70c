class RequestsCookieJar(dict):
    """Cookies by name."""

    def set(self, name, value, **kwargs):
        self[name] = value

    def get_dict(self, domain=None, path=None):
        return dict(self)

    def set_cookie_line(self, line):
        pair, _, rest = line.partition(";")
        name, sep, value = pair.partition("=")
        if not sep:
            return
        if "max-age=0" in rest.lower().replace(" ", ""):
            self.pop(name.strip(), None)
        else:
            self[name.strip()] = value.strip()

    def line(self):
        return "; ".join(f"{k}={v}" for k, v in self.items())

    def __repr__(self):
        return f"<RequestsCookieJar[{', '.join(f'<Cookie {k}={v} for />' for k, v in self.items())}]>"


def cookiejar_from_dict(cookie_dict, cookiejar=None, overwrite=True):
    jar = RequestsCookieJar() if cookiejar is None else cookiejar
    jar.update(cookie_dict or {})
    return jar
