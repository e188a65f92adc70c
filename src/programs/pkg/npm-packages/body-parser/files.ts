import common from "../express/common.js?raw";
import parsers from "../express/parsers.js?raw";
import query from "../express/query.js?raw";
import request from "../express/request.js?raw";
import index from "./index.js?raw";

export const files = {
  "common.js": common,
  "parsers.js": parsers,
  "query.js": query,
  "request.js": request,
  "index.js": index,
};
