"""The body of a request as fields and files."""
from io import BytesIO
from urllib.parse import parse_qsl

from .datastructures import FileStorage, Headers, ImmutableMultiDict, MultiDict
from .http import parse_options_header


def parse_query(text):
    return [(k, v) for k, v in parse_qsl(text, keep_blank_values=True, errors="replace")]


def parse_form(content_type, body):
    """(fields, files) of a body."""
    kind, options = parse_options_header(content_type or "")
    kind = kind.lower()
    if kind == "application/x-www-form-urlencoded":
        return ImmutableMultiDict(parse_query(body.decode("utf-8", "replace"))), ImmutableMultiDict()
    if kind != "multipart/form-data" or "boundary" not in options:
        return ImmutableMultiDict(), ImmutableMultiDict()
    fields, files = MultiDict(), MultiDict()
    for part in (b"\r\n" + body).split(b"\r\n--" + options["boundary"].encode())[1:]:
        if part.startswith(b"--"):
            break
        head, _, content = part.partition(b"\r\n\r\n")
        headers = Headers()
        for line in head.decode("utf-8", "replace").split("\r\n"):
            name, sep, value = line.partition(":")
            if sep:
                headers.add(name.strip(), value.strip())
        _, about = parse_options_header(headers.get("Content-Disposition", ""))
        name = about.get("name", "")
        if "filename" in about:
            files.add(name, FileStorage(BytesIO(content), about["filename"].replace("\\", "/").rpartition("/")[2], name, headers=headers))
        else:
            fields.add(name, content.decode("utf-8", "replace"))
    return ImmutableMultiDict(fields), ImmutableMultiDict(files)
