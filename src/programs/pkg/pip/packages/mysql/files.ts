import wireMysql from "../wire/_mysql.py?raw";
import wireWire from "../wire/_wire.py?raw";
import init from "./__init__.py?raw";
import connector from "./connector/__init__.py?raw";
import connectorConnection from "./connector/connection.py?raw";
import connectorCursor from "./connector/cursor.py?raw";
import connectorErrorcode from "./connector/errorcode.py?raw";
import connectorErrors from "./connector/errors.py?raw";
import connectorPooling from "./connector/pooling.py?raw";

export const files = {
  "mysql/__init__.py": init,
  "mysql/connector/__init__.py": connector,
  "mysql/connector/_mysql.py": wireMysql,
  "mysql/connector/_wire.py": wireWire,
  "mysql/connector/connection.py": connectorConnection,
  "mysql/connector/cursor.py": connectorCursor,
  "mysql/connector/errorcode.py": connectorErrorcode,
  "mysql/connector/errors.py": connectorErrors,
  "mysql/connector/pooling.py": connectorPooling,
};
