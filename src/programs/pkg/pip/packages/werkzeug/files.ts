import init from "./__init__.py?raw";
import response from "./_response.py?raw";
import datastructures from "./datastructures.py?raw";
import debug from "./debug.py?raw";
import exceptions from "./exceptions.py?raw";
import formparser from "./formparser.py?raw";
import http from "./http.py?raw";
import local from "./local.py?raw";
import middleware from "./middleware/__init__.py?raw";
import middlewareProxyFix from "./middleware/proxy_fix.py?raw";
import reloader from "./reloader.py?raw";
import routing from "./routing.py?raw";
import security from "./security.py?raw";
import serving from "./serving.py?raw";
import testing from "./test.py?raw";
import utils from "./utils.py?raw";
import wrappers from "./wrappers.py?raw";

export const files = {
  "werkzeug/__init__.py": init,
  "werkzeug/_response.py": response,
  "werkzeug/datastructures.py": datastructures,
  "werkzeug/debug.py": debug,
  "werkzeug/exceptions.py": exceptions,
  "werkzeug/formparser.py": formparser,
  "werkzeug/http.py": http,
  "werkzeug/local.py": local,
  "werkzeug/middleware/__init__.py": middleware,
  "werkzeug/middleware/proxy_fix.py": middlewareProxyFix,
  "werkzeug/reloader.py": reloader,
  "werkzeug/routing.py": routing,
  "werkzeug/security.py": security,
  "werkzeug/serving.py": serving,
  "werkzeug/test.py": testing,
  "werkzeug/utils.py": utils,
  "werkzeug/wrappers.py": wrappers,
};
