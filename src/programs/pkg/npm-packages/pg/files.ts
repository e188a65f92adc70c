import client from "./client.js?raw";
import connection from "./connection.js?raw";
import defaults from "./defaults.js?raw";
import errors from "./errors.js?raw";
import index from "./index.js?raw";
import interval from "./interval.js?raw";
import pool from "./pool.js?raw";
import query from "./query.js?raw";
import result from "./result.js?raw";
import settings from "./settings.js?raw";
import types from "./types.js?raw";
import values from "./values.js?raw";

export const files = {
  "client.js": client,
  "connection.js": connection,
  "defaults.js": defaults,
  "errors.js": errors,
  "index.js": index,
  "interval.js": interval,
  "pool.js": pool,
  "query.js": query,
  "result.js": result,
  "settings.js": settings,
  "types.js": types,
  "values.js": values,
};
