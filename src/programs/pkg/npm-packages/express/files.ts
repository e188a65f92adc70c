import application from "./application.js?raw";
import common from "./common.js?raw";
import finalHandler from "./final-handler.js?raw";
import index from "./index.js?raw";
import parsers from "./parsers.js?raw";
import pathPattern from "./path-pattern.js?raw";
import query from "./query.js?raw";
import request from "./request.js?raw";
import response from "./response.js?raw";
import router from "./router.js?raw";
import sendFile from "./send-file.js?raw";
import statics from "./static.js?raw";

export const files = {
  "application.js": application,
  "common.js": common,
  "final-handler.js": finalHandler,
  "index.js": index,
  "parsers.js": parsers,
  "path-pattern.js": pathPattern,
  "query.js": query,
  "request.js": request,
  "response.js": response,
  "router.js": router,
  "send-file.js": sendFile,
  "static.js": statics,
};
