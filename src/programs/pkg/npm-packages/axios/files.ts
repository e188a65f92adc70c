import errors from "./errors.js?raw";
import headers from "./headers.js?raw";
import index from "./index.js?raw";
import params from "./params.js?raw";
import send from "./send.js?raw";
import transform from "./transform.js?raw";

export const files = {
  "errors.js": errors,
  "headers.js": headers,
  "index.js": index,
  "params.js": params,
  "send.js": send,
  "transform.js": transform,
};
