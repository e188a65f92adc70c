import bodies from "./bodies.js?raw";
import errors from "./errors.js?raw";
import headers from "./headers.js?raw";
import index from "./index.js?raw";
import modules from "./index.mjs?raw";

export const files = {
  "bodies.js": bodies,
  "errors.js": errors,
  "headers.js": headers,
  "index.js": index,
  "index.mjs": modules,
};
