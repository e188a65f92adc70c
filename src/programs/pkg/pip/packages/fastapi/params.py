from pydantic import Field
from pydantic.checks import MISSING, FieldInfo


class Param(FieldInfo):
    where = ""

    def __init__(self, default=MISSING, *, alias=None, embed=None, convert_underscores=True, **options):
        plain = Field(default, **{k: v for k, v in options.items() if k not in ("deprecated", "include_in_schema", "example", "media_type")})
        super().__init__(plain.default, plain.default_factory, alias, **plain.rules)
        self.embed, self.convert_underscores = embed, convert_underscores


class Path(Param):
    where = "path"


class Query(Param):
    where = "query"


class Header(Param):
    where = "header"


class Cookie(Param):
    where = "cookie"


class Body(Param):
    where = "body"


class Form(Body):
    where = "form"


class Depends:
    def __init__(self, dependency=None, *, use_cache=True):
        self.dependency, self.use_cache = dependency, use_cache
