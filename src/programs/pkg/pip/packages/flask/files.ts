import init from "./__init__.py?raw";
import main from "./__main__.py?raw";
import app from "./app.py?raw";
import blueprints from "./blueprints.py?raw";
import cli from "./cli.py?raw";
import config from "./config.py?raw";
import ctx from "./ctx.py?raw";
import globalNames from "./globals.py?raw";
import helpers from "./helpers.py?raw";
import json from "./json/__init__.py?raw";
import jsonProvider from "./json/provider.py?raw";
import logging from "./logging.py?raw";
import scaffold from "./scaffold.py?raw";
import sessions from "./sessions.py?raw";
import signals from "./signals.py?raw";
import templating from "./templating.py?raw";
import testing from "./testing.py?raw";
import views from "./views.py?raw";
import wrappers from "./wrappers.py?raw";

export const files = {
  "flask/__init__.py": init,
  "flask/__main__.py": main,
  "flask/app.py": app,
  "flask/blueprints.py": blueprints,
  "flask/cli.py": cli,
  "flask/config.py": config,
  "flask/ctx.py": ctx,
  "flask/globals.py": globalNames,
  "flask/helpers.py": helpers,
  "flask/json/__init__.py": json,
  "flask/json/provider.py": jsonProvider,
  "flask/logging.py": logging,
  "flask/scaffold.py": scaffold,
  "flask/sessions.py": sessions,
  "flask/signals.py": signals,
  "flask/templating.py": templating,
  "flask/testing.py": testing,
  "flask/views.py": views,
  "flask/wrappers.py": wrappers,
};
