import init from "./__init__.py?raw";
import main from "./main.py?raw";

export const files = {
  "dotenv/__init__.py": init,
  "dotenv/main.py": main,
};
