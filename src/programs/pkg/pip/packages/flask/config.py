import errno
import json
import os
import types


class ConfigAttribute:
    def __init__(self, name, convert=None):
        self._name, self._convert = name, convert

    def __get__(self, obj, owner=None):
        if obj is None:
            return self
        value = obj.config[self._name]
        return self._convert(value) if self._convert else value

    def __set__(self, obj, value):
        obj.config[self._name] = value


class Config(dict):
    def __init__(self, root_path, defaults=None):
        super().__init__(defaults or {})
        self.root_path = root_path

    def from_envvar(self, variable_name, silent=False):
        name = os.environ.get(variable_name)
        if not name:
            if silent:
                return False
            raise RuntimeError(
                f"The environment variable {variable_name!r} is not set and as such configuration could not be loaded. "
                "Set this variable and make it point to a configuration file"
            )
        return self.from_pyfile(name, silent=silent)

    def from_prefixed_env(self, prefix="FLASK", *, loads=json.loads):
        prefix += "_"
        for key in sorted(os.environ):
            if not key.startswith(prefix):
                continue
            value = os.environ[key]
            try:
                value = loads(value)
            except Exception:
                pass
            *path, last = key[len(prefix) :].split("__")
            target = self
            for part in path:
                target = target.setdefault(part, {})
            target[last] = value
        return True

    def from_pyfile(self, filename, silent=False):
        filename = os.path.join(self.root_path, filename)
        module = types.ModuleType("config")
        module.__file__ = filename
        try:
            with open(filename, "rb") as f:
                exec(compile(f.read(), filename, "exec"), module.__dict__)
        except OSError as e:
            if silent and e.errno in (errno.ENOENT, errno.EISDIR, errno.ENOTDIR):
                return False
            e.strerror = f"Unable to load configuration file ({e.strerror})"
            raise
        self.from_object(module)
        return True

    def from_object(self, obj):
        if isinstance(obj, str):
            from werkzeug.utils import import_string

            obj = import_string(obj)
        for key in dir(obj):
            if key.isupper():
                self[key] = getattr(obj, key)

    def from_file(self, filename, load, silent=False, text=True):
        try:
            with open(os.path.join(self.root_path, filename), "r" if text else "rb") as f:
                values = load(f)
        except OSError as e:
            if silent and e.errno in (errno.ENOENT, errno.EISDIR):
                return False
            e.strerror = f"Unable to load configuration file ({e.strerror})"
            raise
        return self.from_mapping(values)

    def from_mapping(self, mapping=None, **kwargs):
        for key, value in {**(mapping or {}), **kwargs}.items():
            if key.isupper():
                self[key] = value
        return True

    def get_namespace(self, namespace, lowercase=True, trim_namespace=True):
        out = {}
        for key, value in self.items():
            if key.startswith(namespace):
                name = key[len(namespace) :] if trim_namespace else key
                out[name.lower() if lowercase else name] = value
        return out

    def __repr__(self):
        return f"<Config {dict.__repr__(self)}>"
