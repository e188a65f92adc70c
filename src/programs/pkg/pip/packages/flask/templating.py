from jinja2 import BaseLoader, FileSystemLoader, TemplateNotFound
from jinja2 import Environment as _Environment

from .globals import _cv_app, _cv_request
from .signals import before_render_template, template_rendered


def _default_template_ctx_processor():
    app_ctx, req = _cv_app.get(None), _cv_request.get(None)
    values = {} if app_ctx is None else {"g": app_ctx.g}
    if req is not None:
        values.update(request=req.request, session=req.session)
    return values


class DispatchingJinjaLoader(BaseLoader):
    """The application's templates, then those of its blueprints."""

    def __init__(self, app):
        self.app = app

    def get_source(self, environment, template):
        for loader in self._loaders():
            try:
                return loader.get_source(environment, template)
            except TemplateNotFound:
                continue
        raise TemplateNotFound(template)

    def _loaders(self):
        for owner in (self.app, *self.app.blueprints.values()):
            if owner.jinja_loader is not None:
                yield owner.jinja_loader

    def list_templates(self):
        return sorted({n for loader in self._loaders() for n in loader.list_templates()})


class Environment(_Environment):
    def __init__(self, app, **options):
        options.setdefault("loader", app.create_global_jinja_loader())
        super().__init__(**options)
        self.app = app


def _render(app, template, context):
    app.update_template_context(context)
    before_render_template.send(app, template=template, context=context)
    text = template.render(context)
    template_rendered.send(app, template=template, context=context)
    return text


def _app():
    from .globals import current_app

    return current_app._get_current_object()


def render_template(template_name_or_list, **context):
    app = _app()
    return _render(app, app.jinja_env.get_or_select_template(template_name_or_list), context)


def render_template_string(source, **context):
    app = _app()
    return _render(app, app.jinja_env.from_string(source), context)


def stream_template(template_name_or_list, **context):
    return iter([render_template(template_name_or_list, **context)])


def stream_template_string(source, **context):
    return iter([render_template_string(source, **context)])


__all__ = ["DispatchingJinjaLoader", "Environment", "FileSystemLoader", "render_template", "render_template_string", "stream_template", "stream_template_string"]
