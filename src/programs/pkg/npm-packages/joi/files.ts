import incomplete from "../shared/incomplete.js?raw";
import index from "./index.js?raw";
import messages from "./messages.js?raw";
import object from "./object.js?raw";
import schema from "./schema.js?raw";
import types from "./types.js?raw";

export const files = {
  "incomplete.js": incomplete,
  "index.js": index,
  "messages.js": messages,
  "object.js": object,
  "schema.js": schema,
  "types.js": types,
};
