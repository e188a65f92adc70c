import importlib.util
import os

from .exceptions import TemplateNotFound


def split_template_path(template):
    parts = []
    for piece in template.split("/"):
        if os.path.sep != "/" and os.path.sep in piece or piece == os.path.pardir:
            raise TemplateNotFound(template)
        if piece and piece != ".":
            parts.append(piece)
    return parts


class BaseLoader:
    has_source_access = True

    def get_source(self, environment, template):
        """(text, file name or None, whether it is still as it was)."""
        raise TemplateNotFound(template)

    def list_templates(self):
        raise TypeError("this loader cannot iterate over all templates")

    def load(self, environment, name, globals=None):
        source, filename, uptodate = self.get_source(environment, name)
        return environment.template_class(source, environment=environment, name=name, filename=filename, uptodate=uptodate)


class FileSystemLoader(BaseLoader):
    def __init__(self, searchpath, encoding="utf-8", followlinks=False):
        if isinstance(searchpath, (str, os.PathLike)):
            searchpath = [searchpath]
        self.searchpath, self.encoding, self.followlinks = [os.fspath(p) for p in searchpath], encoding, followlinks

    def get_source(self, environment, template):
        pieces = split_template_path(template)
        for folder in self.searchpath:
            filename = os.path.join(folder, *pieces)
            if os.path.isfile(filename):
                break
        else:
            many = len(self.searchpath) != 1
            where = ", ".join(repr(p) for p in self.searchpath)
            raise TemplateNotFound(template, f"{template!r} not found in search path{'s' if many else ''}: {where}")
        with open(filename, encoding=self.encoding) as f:
            text = f.read()
        mtime = os.path.getmtime(filename)

        def uptodate():
            try:
                return os.path.getmtime(filename) == mtime
            except OSError:
                return False

        return text, os.path.normpath(filename), uptodate

    def list_templates(self):
        found = set()
        for folder in self.searchpath:
            for root, _, names in os.walk(folder):
                for name in names:
                    found.add(os.path.relpath(os.path.join(root, name), folder).replace(os.sep, "/"))
        return sorted(found)


class PackageLoader(FileSystemLoader):
    def __init__(self, package_name, package_path="templates", encoding="utf-8"):
        spec = importlib.util.find_spec(package_name)
        if spec is None:
            raise ValueError(f"The {package_name!r} package was not installed in a way that PackageLoader understands.")
        home = os.path.dirname(spec.origin or "")
        super().__init__(os.path.join(home, package_path), encoding)
        self.package_name, self.package_path = package_name, package_path


class DictLoader(BaseLoader):
    def __init__(self, mapping):
        self.mapping = mapping

    def get_source(self, environment, template):
        if template not in self.mapping:
            raise TemplateNotFound(template)
        source = self.mapping[template]
        return source, None, lambda: source == self.mapping.get(template)

    def list_templates(self):
        return sorted(self.mapping)


class FunctionLoader(BaseLoader):
    def __init__(self, load_func):
        self.load_func = load_func

    def get_source(self, environment, template):
        found = self.load_func(template)
        if found is None:
            raise TemplateNotFound(template)
        return (found, None, None) if isinstance(found, str) else found


class PrefixLoader(BaseLoader):
    def __init__(self, mapping, delimiter="/"):
        self.mapping, self.delimiter = mapping, delimiter

    def get_source(self, environment, template):
        prefix, _, name = template.partition(self.delimiter)
        if prefix not in self.mapping or not name:
            raise TemplateNotFound(template)
        return self.mapping[prefix].get_source(environment, name)


class ChoiceLoader(BaseLoader):
    def __init__(self, loaders):
        self.loaders = loaders

    def get_source(self, environment, template):
        for loader in self.loaders:
            try:
                return loader.get_source(environment, template)
            except TemplateNotFound:
                continue
        raise TemplateNotFound(template)
