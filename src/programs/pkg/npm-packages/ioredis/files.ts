import resp from "../shared/resp.js?raw";
import commands from "./commands.js?raw";
import connection from "./connection.js?raw";
import errors from "./errors.js?raw";
import index from "./index.js?raw";
import options from "./options.js?raw";
import pipeline from "./pipeline.js?raw";
import redis from "./redis.js?raw";
import scanStream from "./scan-stream.js?raw";

export const files = {
  "commands.js": commands,
  "connection.js": connection,
  "errors.js": errors,
  "index.js": index,
  "options.js": options,
  "pipeline.js": pipeline,
  "redis.js": redis,
  "resp.js": resp,
  "scan-stream.js": scanStream,
};
