import init from "./__init__.py?raw";
import adapters from "./adapters.py?raw";
import api from "./api.py?raw";
import auth from "./auth.py?raw";
import compat from "./compat.py?raw";
import cookies from "./cookies.py?raw";
import exceptions from "./exceptions.py?raw";
import models from "./models.py?raw";
import sessions from "./sessions.py?raw";
import statusCodes from "./status_codes.py?raw";
import structures from "./structures.py?raw";
import utils from "./utils.py?raw";

export const files = {
  "requests/__init__.py": init,
  "requests/adapters.py": adapters,
  "requests/api.py": api,
  "requests/auth.py": auth,
  "requests/compat.py": compat,
  "requests/cookies.py": cookies,
  "requests/exceptions.py": exceptions,
  "requests/models.py": models,
  "requests/sessions.py": sessions,
  "requests/status_codes.py": statusCodes,
  "requests/structures.py": structures,
  "requests/utils.py": utils,
};
