import init from "./__init__.py?raw";
import environment from "./environment.py?raw";
import exceptions from "./exceptions.py?raw";
import expressions from "./expressions.py?raw";
import filters from "./filters.py?raw";
import lexer from "./lexer.py?raw";
import loaders from "./loaders.py?raw";
import runtime from "./runtime.py?raw";
import statements from "./statements.py?raw";
import utils from "./utils.py?raw";

export const files = {
  "jinja2/__init__.py": init,
  "jinja2/environment.py": environment,
  "jinja2/exceptions.py": exceptions,
  "jinja2/expressions.py": expressions,
  "jinja2/filters.py": filters,
  "jinja2/lexer.py": lexer,
  "jinja2/loaders.py": loaders,
  "jinja2/runtime.py": runtime,
  "jinja2/statements.py": statements,
  "jinja2/utils.py": utils,
};
