from .responses import HTMLResponse


class Jinja2Templates:
    def __init__(self, directory, **options):
        from jinja2 import Environment, FileSystemLoader

        self.env = Environment(loader=FileSystemLoader(directory), autoescape=True, **options)

    def get_template(self, name):
        return self.env.get_template(name)

    def TemplateResponse(self, *args, request=None, name=None, context=None, status_code=200, headers=None):
        if args and isinstance(args[0], str):
            name, context = args[0], args[1] if len(args) > 1 else context
        elif args:
            request, name = args[0], args[1] if len(args) > 1 else name
            context = args[2] if len(args) > 2 else context
        return HTMLResponse(self.get_template(name).render({"request": request, **(context or {})}), status_code, headers)
