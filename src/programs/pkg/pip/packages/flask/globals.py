from contextvars import ContextVar

from werkzeug.local import LocalProxy

_NO_APP = """Working outside of application context.

This typically means that you attempted to use functionality that needed
the current application. To solve this, set up an application context
with app.app_context(). See the documentation for more information.\
"""
_NO_REQUEST = """Working outside of request context.

This typically means that you attempted to use functionality that needed
an active HTTP request. Consult the documentation on testing for
information about how to avoid this problem.\
"""
_cv_app = ContextVar("flask.app_ctx")
_cv_request = ContextVar("flask.request_ctx")
app_ctx = LocalProxy(_cv_app, unbound_message=_NO_APP)
current_app = LocalProxy(_cv_app, "app", unbound_message=_NO_APP)
g = LocalProxy(_cv_app, "g", unbound_message=_NO_APP)
request_ctx = LocalProxy(_cv_request, unbound_message=_NO_REQUEST)
request = LocalProxy(_cv_request, "request", unbound_message=_NO_REQUEST)
session = LocalProxy(_cv_request, "session", unbound_message=_NO_REQUEST)
