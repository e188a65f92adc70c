import init from "./__init__.py?raw";
import main from "./__main__.py?raw";
import app from "./app/__init__.py?raw";
import appWsgiapp from "./app/wsgiapp.py?raw";
import arbiter from "./arbiter.py?raw";
import config from "./config.py?raw";
import glogging from "./glogging.py?raw";
import http from "./http.py?raw";
import util from "./util.py?raw";
import worker from "./worker.py?raw";

export const files = {
  "gunicorn/__init__.py": init,
  "gunicorn/__main__.py": main,
  "gunicorn/app/__init__.py": app,
  "gunicorn/app/wsgiapp.py": appWsgiapp,
  "gunicorn/arbiter.py": arbiter,
  "gunicorn/config.py": config,
  "gunicorn/glogging.py": glogging,
  "gunicorn/http.py": http,
  "gunicorn/util.py": util,
  "gunicorn/worker.py": worker,
};
