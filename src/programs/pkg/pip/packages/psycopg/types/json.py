import json

from .._values import quote


class Json:
    def __init__(self, obj, dumps=json.dumps):
        self.obj, self.dumps = obj, dumps

    def __drydock_sql__(self):
        return quote(self.dumps(self.obj)) + "::json"


class Jsonb(Json):
    def __drydock_sql__(self):
        return quote(self.dumps(self.obj)) + "::jsonb"
