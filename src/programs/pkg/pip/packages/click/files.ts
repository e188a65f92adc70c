import init from "./__init__.py?raw";
import context from "./context.py?raw";
import core from "./core.py?raw";
import decorators from "./decorators.py?raw";
import exceptions from "./exceptions.py?raw";
import formatting from "./formatting.py?raw";
import globalNames from "./globals.py?raw";
import parameters from "./parameters.py?raw";
import termui from "./termui.py?raw";
import testing from "./testing.py?raw";
import types from "./types.py?raw";

export const files = {
  "click/__init__.py": init,
  "click/context.py": context,
  "click/core.py": core,
  "click/decorators.py": decorators,
  "click/exceptions.py": exceptions,
  "click/formatting.py": formatting,
  "click/globals.py": globalNames,
  "click/parameters.py": parameters,
  "click/termui.py": termui,
  "click/testing.py": testing,
  "click/types.py": types,
};
