import connection from "./connection.js?raw";
import errors from "./errors.js?raw";
import escape from "./escape.js?raw";
import index from "./index.js?raw";
import line from "./line.js?raw";
import pool from "./pool.js?raw";
import promise from "./promise.js?raw";
import promises from "./promises.js?raw";
import results from "./results.js?raw";
import settings from "./settings.js?raw";
import statements from "./statements.js?raw";

export const files = {
  "connection.js": connection,
  "errors.js": errors,
  "escape.js": escape,
  "index.js": index,
  "line.js": line,
  "pool.js": pool,
  "promise.js": promise,
  "promises.js": promises,
  "results.js": results,
  "settings.js": settings,
  "statements.js": statements,
};
