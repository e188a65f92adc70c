import sql from "../psycopg2/sql.py?raw";
import wirePostgres from "../wire/_postgres.py?raw";
import wireValues from "../wire/_values.py?raw";
import wireWire from "../wire/_wire.py?raw";
import init from "./__init__.py?raw";
import client from "./client.py?raw";
import errors from "./errors.py?raw";
import rows from "./rows.py?raw";
import types from "./types/__init__.py?raw";
import typesJson from "./types/json.py?raw";
import waiting from "./waiting.py?raw";

export const files = {
  "psycopg/__init__.py": init,
  "psycopg/_postgres.py": wirePostgres,
  "psycopg/_values.py": wireValues,
  "psycopg/_wire.py": wireWire,
  "psycopg/client.py": client,
  "psycopg/errors.py": errors,
  "psycopg/rows.py": rows,
  "psycopg/sql.py": sql,
  "psycopg/types/__init__.py": types,
  "psycopg/types/json.py": typesJson,
  "psycopg/waiting.py": waiting,
};
