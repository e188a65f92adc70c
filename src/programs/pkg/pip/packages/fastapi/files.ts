import init from "./__init__.py?raw";
import app from "./app.py?raw";
import cli from "./cli.py?raw";
import exceptions from "./exceptions.py?raw";
import middleware from "./middleware/__init__.py?raw";
import middlewareCors from "./middleware/cors.py?raw";
import params from "./params.py?raw";
import request from "./request.py?raw";
import responses from "./responses.py?raw";
import routing from "./routing.py?raw";
import staticfiles from "./staticfiles.py?raw";
import status from "./status.py?raw";
import templating from "./templating.py?raw";

export const files = {
  "fastapi/__init__.py": init,
  "fastapi/app.py": app,
  "fastapi/cli.py": cli,
  "fastapi/exceptions.py": exceptions,
  "fastapi/middleware/__init__.py": middleware,
  "fastapi/middleware/cors.py": middlewareCors,
  "fastapi/params.py": params,
  "fastapi/request.py": request,
  "fastapi/responses.py": responses,
  "fastapi/routing.py": routing,
  "fastapi/staticfiles.py": staticfiles,
  "fastapi/status.py": status,
  "fastapi/templating.py": templating,
};
