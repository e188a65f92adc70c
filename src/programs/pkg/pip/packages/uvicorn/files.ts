import init from "./__init__.py?raw";
import entry from "./__main__.py?raw";
import main from "./main.py?raw";
import server from "./server.py?raw";

export const files = {
  "uvicorn/__init__.py": init,
  "uvicorn/__main__.py": entry,
  "uvicorn/main.py": main,
  "uvicorn/server.py": server,
};
