"""Streams, places, and scripts as methods."""


def entries(value):
    """Entries of a stream: their ids and fields."""
    return [(i, None if fields is None else dict(zip(fields[::2], fields[1::2]))) for i, fields in value or ()]


def streams(value):
    return [[name, entries(found)] for name, found in value or ()]


class StreamCommands:
    def xadd(self, name, fields, id="*", maxlen=None, approximate=True, nomkstream=False, minid=None, limit=None):
        words = ["NOMKSTREAM"] * bool(nomkstream)
        for word, bound in (("MAXLEN", maxlen), ("MINID", minid)):
            if bound is not None:
                words += [word, *(["~"] if approximate else []), bound]
        return self.execute_command("XADD", name, *words, id, *[x for pair in fields.items() for x in pair])

    def xrange(self, name, min="-", max="+", count=None):
        return self.execute_command("XRANGE", name, min, max, *([] if count is None else ["COUNT", count]), then=entries)

    def xrevrange(self, name, max="+", min="-", count=None):
        return self.execute_command("XREVRANGE", name, max, min, *([] if count is None else ["COUNT", count]), then=entries)

    def xread(self, streams_, count=None, block=None):
        return self._read("XREAD", [], streams_, count, block)

    def xreadgroup(self, groupname, consumername, streams_, count=None, block=None, noack=False):
        return self._read("XREADGROUP", ["GROUP", groupname, consumername], streams_, count, block, ["NOACK"] * bool(noack))

    def _read(self, command, head, wanted, count, block, more=()):
        words = [*head, *([] if count is None else ["COUNT", count]), *([] if block is None else ["BLOCK", block]), *more]
        return self.execute_command(command, *words, "STREAMS", *wanted.keys(), *wanted.values(), then=streams)

    def xgroup_create(self, name, groupname, id="$", mkstream=False, entries_read=None):
        return self.execute_command("XGROUP CREATE", name, groupname, id, *(["MKSTREAM"] if mkstream else []), then=lambda v: v in (b"OK", "OK"))

    def xack(self, name, groupname, *ids):
        return self.execute_command("XACK", name, groupname, *ids)

    def xtrim(self, name, maxlen=None, approximate=True, minid=None, limit=None):
        word, bound = ("MAXLEN", maxlen) if maxlen is not None else ("MINID", minid)
        return self.execute_command("XTRIM", name, word, *(["~"] if approximate else []), bound)

    def geoadd(self, name, values, nx=False, xx=False, ch=False):
        return self.execute_command("GEOADD", name, *["NX"] * nx, *["XX"] * xx, *["CH"] * ch, *values)

    def geodist(self, name, place1, place2, unit=None):
        return self.execute_command("GEODIST", name, place1, place2, *([unit] if unit else []), then=lambda v: None if v is None else float(v))

    def eval(self, script, numkeys, *keys_and_args):
        return self.execute_command("EVAL", script, numkeys, *keys_and_args)

    def evalsha(self, sha, numkeys, *keys_and_args):
        return self.execute_command("EVALSHA", sha, numkeys, *keys_and_args)

    def script_load(self, script):
        return self.execute_command("SCRIPT LOAD", script)

    def register_script(self, script):
        return Script(self, script)

    def client_id(self):
        return self.execute_command("CLIENT ID")

    def object(self, infotype, key):
        return self.execute_command("OBJECT", infotype, key)

    def memory_usage(self, key, samples=None):
        return self.execute_command("MEMORY USAGE", key, *([] if samples is None else ["SAMPLES", samples]))

    def copy(self, source, destination, destination_db=None, replace=False):
        words = ([] if destination_db is None else ["DB", destination_db]) + ["REPLACE"] * bool(replace)
        return self.execute_command("COPY", source, destination, *words)

    def sort(self, name, start=None, num=None, by=None, get=None, desc=False, alpha=False, store=None, groups=False):
        words = [] if by is None else ["BY", by]
        if start is not None:
            words += ["LIMIT", start, num]
        for pattern in [] if get is None else [get] if isinstance(get, (str, bytes)) else get:
            words += ["GET", pattern]
        return self.execute_command("SORT", name, *words, *["DESC"] * desc, *["ALPHA"] * alpha, *([] if store is None else ["STORE", store]))


class Script:
    """A script that is sent once and then called by its digest."""

    def __init__(self, client, script):
        import hashlib

        self.registered_client, self.script = client, script
        self.sha = hashlib.sha1(script.encode() if isinstance(script, str) else script).hexdigest()

    def __call__(self, keys=(), args=(), client=None):
        return (client or self.registered_client).eval(self.script, len(keys), *keys, *args)
