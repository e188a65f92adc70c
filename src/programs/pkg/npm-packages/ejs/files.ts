import compile from "./compile.js?raw";
import index from "./index.js?raw";

export const files = {
  "compile.js": compile,
  "index.js": index,
};
