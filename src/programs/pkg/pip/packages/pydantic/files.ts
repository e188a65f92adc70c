import init from "./__init__.py?raw";
import checks from "./checks.py?raw";
import model from "./model.py?raw";

export const files = {
  "pydantic/__init__.py": init,
  "pydantic/checks.py": checks,
  "pydantic/model.py": model,
};
