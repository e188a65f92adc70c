import resp from "../shared/resp.js?raw";
import client from "./client.js?raw";
import commands from "./commands.js?raw";
import errors from "./errors.js?raw";
import index from "./index.js?raw";
import multi from "./multi.js?raw";
import options from "./options.js?raw";
import replies from "./replies.js?raw";
import request from "./request.js?raw";
import socket from "./socket.js?raw";
import words from "./words.js?raw";

export const files = {
  "client.js": client,
  "commands.js": commands,
  "errors.js": errors,
  "index.js": index,
  "multi.js": multi,
  "options.js": options,
  "replies.js": replies,
  "request.js": request,
  "resp.js": resp,
  "socket.js": socket,
  "words.js": words,
};
