import formats from "./formats.js?raw";
import index from "./index.js?raw";
import levels from "./levels.js?raw";
import transports from "./transports.js?raw";

export const files = {
  "formats.js": formats,
  "index.js": index,
  "levels.js": levels,
  "transports.js": transports,
};
