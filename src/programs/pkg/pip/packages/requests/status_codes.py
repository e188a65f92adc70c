from http import HTTPStatus


class LookupDict(dict):
    def __getattr__(self, name):
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None

    def __getitem__(self, key):
        return self.get(key)


codes = LookupDict()
for _status in HTTPStatus:
    codes[_status.name.lower()] = codes[_status.name] = _status.value
codes.update(ok=200, OK=200, okay=200, all_ok=200, bad=400, server_error=500, not_allowed=405, teapot=418, redirect=307, temporary_redirect=307, permanent_redirect=308)
