import wirePostgres from "../wire/_postgres.py?raw";
import wireValues from "../wire/_values.py?raw";
import wireWire from "../wire/_wire.py?raw";
import init from "./__init__.py?raw";
import error from "./_error.py?raw";
import errorcodes from "./errorcodes.py?raw";
import errors from "./errors.py?raw";
import extensions from "./extensions.py?raw";
import extras from "./extras.py?raw";
import pool from "./pool.py?raw";
import sql from "./sql.py?raw";

export const files = {
  "psycopg2/__init__.py": init,
  "psycopg2/_error.py": error,
  "psycopg2/_postgres.py": wirePostgres,
  "psycopg2/_values.py": wireValues,
  "psycopg2/_wire.py": wireWire,
  "psycopg2/errorcodes.py": errorcodes,
  "psycopg2/errors.py": errors,
  "psycopg2/extensions.py": extensions,
  "psycopg2/extras.py": extras,
  "psycopg2/pool.py": pool,
  "psycopg2/sql.py": sql,
};
