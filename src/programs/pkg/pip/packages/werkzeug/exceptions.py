from markupsafe import escape
from http import HTTPStatus


class HTTPException(Exception):
    """An answer with an error's status, raised."""

    code = None
    description = None

    def __init__(self, description=None, response=None):
        super().__init__()
        if description is not None:
            self.description = description
        self.response = response

    @property
    def name(self):
        return status_name(self.code)

    def get_description(self, environ=None, scope=None):
        text = escape(self.description or "").replace('"', "&#34;").replace("'", "&#39;").replace("\n", "<br>")
        return f"<p>{text}</p>"

    def get_body(self, environ=None, scope=None):
        return (
            "<!doctype html>\n<html lang=en>\n"
            f"<title>{self.code} {escape(self.name)}</title>\n<h1>{escape(self.name)}</h1>\n{self.get_description()}\n"
        )

    def get_headers(self, environ=None, scope=None):
        return [("Content-Type", "text/html; charset=utf-8")]

    def get_response(self, environ=None, scope=None):
        from .wrappers import Response

        if self.response is not None:
            return self.response
        return Response(self.get_body(environ), self.code, self.get_headers(environ))

    def __call__(self, environ, start_response):
        return self.get_response(environ)(environ, start_response)

    def __str__(self):
        return f"{'???' if self.code is None else self.code} {self.name}: {self.description}"

    def __repr__(self):
        return f"<{type(self).__name__} '{'???' if self.code is None else self.code}: {self.name}'>"


def status_name(code):
    if code == 418:
        return "I'm a teapot"
    names = {413: "Request Entity Too Large", 414: "Request URI Too Long", 416: "Requested Range Not Satisfiable", 422: "Unprocessable Entity"}
    try:
        return names.get(code) or HTTPStatus(code).phrase
    except ValueError:
        return "Unknown Error"


class BadRequest(HTTPException):
    code = 400
    description = "The browser (or proxy) sent a request that this server could not understand."


class BadRequestKeyError(BadRequest, KeyError):
    show_exception = False

    def __init__(self, arg=None, *args, **kwargs):
        super().__init__(*args, **kwargs)
        KeyError.__init__(self, *(() if arg is None else (arg,)))

    @property
    def description(self):
        text = BadRequest.description
        return f"{text}\nKeyError: {str(self.args[0])!r}" if self.show_exception and self.args else text

    __str__ = HTTPException.__str__


class SecurityError(BadRequest):
    pass


class Unauthorized(HTTPException):
    code = 401
    description = (
        "The server could not verify that you are authorized to access the URL requested. You either supplied the wrong credentials "
        "(e.g. a bad password), or your browser doesn't understand how to supply the credentials required."
    )

    def __init__(self, description=None, response=None, www_authenticate=None):
        super().__init__(description, response)
        self.www_authenticate = www_authenticate

    def get_headers(self, environ=None, scope=None):
        more = [("WWW-Authenticate", str(self.www_authenticate))] if self.www_authenticate else []
        return super().get_headers() + more


class MethodNotAllowed(HTTPException):
    code = 405
    description = "The method is not allowed for the requested URL."

    def __init__(self, valid_methods=None, description=None, response=None):
        super().__init__(description, response)
        self.valid_methods = valid_methods

    def get_headers(self, environ=None, scope=None):
        more = [("Allow", ", ".join(self.valid_methods))] if self.valid_methods else []
        return super().get_headers() + more


class RequestedRangeNotSatisfiable(HTTPException):
    code = 416
    description = "The server cannot provide the requested range."

    def __init__(self, length=None, units="bytes", description=None, response=None):
        super().__init__(description, response)
        self.length, self.units = length, units

    def get_headers(self, environ=None, scope=None):
        headers = super().get_headers(environ, scope)
        return headers if self.length is None else [*headers, ("Content-Range", f"{self.units} */{self.length}")]


class RequestRedirect(HTTPException):
    code = 308

    def __init__(self, new_url):
        super().__init__(new_url)
        self.new_url = new_url

    def get_response(self, environ=None, scope=None):
        from .utils import redirect

        return redirect(self.new_url, self.code)


_MORE = {
    403: ("Forbidden", "You don't have the permission to access the requested resource. It is either read-protected or not readable by the server."),
    404: ("NotFound", "The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again."),
    406: ("NotAcceptable", "The resource identified by the request is only capable of generating response entities which have content characteristics not acceptable according to the accept headers sent in the request."),
    408: ("RequestTimeout", "The server closed the network connection because the browser didn't finish the request within the specified time."),
    409: ("Conflict", "A conflict happened while processing the request. The resource might have been modified while the request was being processed."),
    410: ("Gone", "The requested URL is no longer available on this server and there is no forwarding address. If you followed a link from a foreign page, please contact the author of this page."),
    411: ("LengthRequired", "A request with this method requires a valid <code>Content-Length</code> header."),
    412: ("PreconditionFailed", "The precondition on the request for the URL failed positive evaluation."),
    413: ("RequestEntityTooLarge", "The data value transmitted exceeds the capacity limit."),
    414: ("RequestURITooLarge", "The length of the requested URL exceeds the capacity limit for this server. The request cannot be processed."),
    415: ("UnsupportedMediaType", "The server does not support the media type transmitted in the request."),
    418: ("ImATeapot", "This server is a teapot, not a coffee machine"),
    422: ("UnprocessableEntity", "The request was well-formed but was unable to be followed due to semantic errors."),
    429: ("TooManyRequests", "This user has exceeded an allotted request count. Try again later."),
    500: ("InternalServerError", "The server encountered an internal error and was unable to complete your request. Either the server is overloaded or there is an error in the application."),
    501: ("NotImplemented", "The server does not support the action requested by the browser."),
    502: ("BadGateway", "The proxy server received an invalid response from an upstream server."),
    503: ("ServiceUnavailable", "The server is temporarily unable to service your request due to maintenance downtime or capacity problems. Please try again later."),
    504: ("GatewayTimeout", "The connection to an upstream server timed out."),
}
default_exceptions = {400: BadRequest, 401: Unauthorized, 405: MethodNotAllowed, 416: RequestedRangeNotSatisfiable}
for _code, (_name, _text) in _MORE.items():
    globals()[_name] = default_exceptions[_code] = type(_name, (HTTPException,), {"code": _code, "description": _text, "__module__": __name__})


def _server_error(self, description=None, response=None, original_exception=None):
    HTTPException.__init__(self, description, response)
    self.original_exception = original_exception


default_exceptions[500].__init__ = _server_error


def abort(status, *args, **kwargs):
    if hasattr(status, "__call__") and not isinstance(status, int):
        raise HTTPException(response=status)
    if status not in default_exceptions:
        raise LookupError(f"no exception for {status!r}")
    raise default_exceptions[status](*args, **kwargs)
