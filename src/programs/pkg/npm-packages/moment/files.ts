import dateText from "../shared/date-text.js?raw";
import incomplete from "../shared/incomplete.js?raw";
import duration from "./duration.js?raw";
import index from "./index.js?raw";

export const files = {
  "date-text.js": dateText,
  "incomplete.js": incomplete,
  "duration.js": duration,
  "index.js": index,
};
