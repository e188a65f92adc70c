import wireMysql from "../wire/_mysql.py?raw";
import wireWire from "../wire/_wire.py?raw";
import init from "./__init__.py?raw";
import connections from "./connections.py?raw";
import converters from "./converters.py?raw";
import cursors from "./cursors.py?raw";
import err from "./err.py?raw";

export const files = {
  "pymysql/__init__.py": init,
  "pymysql/_mysql.py": wireMysql,
  "pymysql/_wire.py": wireWire,
  "pymysql/connections.py": connections,
  "pymysql/converters.py": converters,
  "pymysql/cursors.py": cursors,
  "pymysql/err.py": err,
};
