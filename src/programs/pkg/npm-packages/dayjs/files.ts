import dateText from "../shared/date-text.js?raw";
import index from "./index.js?raw";
import plugins from "./plugins.js?raw";

const PLUGINS =
  "relativeTime utc customParseFormat isBetween advancedFormat localizedFormat isSameOrBefore isSameOrAfter weekOfYear isoWeek dayOfYear quarterOfYear isLeapYear isToday";

const plugin = (name: string) => `module.exports = require("../plugins").${name};\n`;

export const files = {
  ...Object.fromEntries(PLUGINS.split(" ").map((name) => [`plugin/${name}.js`, plugin(name)])),
  "date-text.js": dateText,
  "index.js": index,
  "plugins.js": plugins,
};
