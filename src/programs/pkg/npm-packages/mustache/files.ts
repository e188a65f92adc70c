import incomplete from "../shared/incomplete.js?raw";
import index from "./index.js?raw";
import parse from "./parse.js?raw";

export const files = {
  "incomplete.js": incomplete,
  "index.js": index,
  "parse.js": parse,
};
