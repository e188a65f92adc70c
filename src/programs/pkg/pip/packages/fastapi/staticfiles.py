import os

from .responses import FileResponse, HTTPException


class StaticFiles:
    def __init__(self, *, directory, html=False, check_dir=True, packages=None):
        if check_dir and not os.path.isdir(directory):
            raise RuntimeError(f"Directory '{directory}' does not exist")
        self.directory, self.html = os.path.abspath(directory), html

    def find(self, path):
        full = os.path.realpath(os.path.join(self.directory, path.lstrip("/")))
        if self.html and os.path.isdir(full):
            full = os.path.join(full, "index.html")
        if not full.startswith(self.directory) or not os.path.isfile(full):
            raise HTTPException(404)
        return FileResponse(full)
