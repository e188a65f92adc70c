// debug: lines on standard error for the names that DEBUG holds.
const tty = require("tty");
const util = require("util");
const ms = require("ms");

const COLOURS = [6, 2, 3, 4, 5, 1];
let on = [];
let off = [];
function enable(names) {
  process.env.DEBUG = names;
  const words = String(names ?? "")
    .split(/[\s,]+/)
    .filter(Boolean);
  const pattern = (w) => new RegExp(`^${w.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*?")}$`);
  on = words.filter((w) => !w.startsWith("-")).map(pattern);
  off = words.filter((w) => w.startsWith("-")).map((w) => pattern(w.slice(1)));
}
const enabled = (name) => !off.some((p) => p.test(name)) && on.some((p) => p.test(name));

function createDebug(namespace) {
  let before;
  let forced;
  const hash = [...namespace].reduce((n, c) => (n * 31 + c.charCodeAt(0)) | 0, 0);
  const colour = COLOURS[Math.abs(hash) % COLOURS.length];
  function debug(...args) {
    if (!debug.enabled) return;
    const now = Date.now();
    const diff = now - (before ?? now);
    before = now;
    if (args[0] instanceof Error) args[0] = args[0].stack ?? args[0].message;
    if (typeof args[0] !== "string") args.unshift("%O");
    args[0] = args[0].replace(/%([a-zA-Z%])/g, (m, letter) => (letter === "o" ? "%o" : m));
    const text = util.formatWithOptions({ colors: debug.useColors }, ...args);
    const line = debug.useColors
      ? `${text.replace(/^/gm, `  \x1b[3${colour};1m${namespace} \x1b[0m`)} \x1b[3${colour}m+${ms(diff)}\x1b[0m`
      : `${new Date().toISOString()} ${namespace} ${text}`;
    (debug.log ?? createDebug.log)(line);
  }
  Object.defineProperty(debug, "enabled", {
    enumerable: true,
    get: () => forced ?? enabled(namespace),
    set: (v) => {
      forced = v;
    },
  });
  return Object.assign(debug, {
    namespace,
    useColors: tty.isatty(2),
    color: colour,
    extend: (name, by = ":") => createDebug(`${namespace}${by}${name}`),
    destroy: () => false,
  });
}
Object.assign(createDebug, {
  debug: createDebug,
  default: createDebug,
  enable,
  enabled,
  disable: () => {
    const was = process.env.DEBUG ?? "";
    enable("");
    return was;
  },
  humanize: ms,
  formatters: {},
  log: (line) => process.stderr.write(`${line}\n`),
});
enable(process.env.DEBUG ?? "");
module.exports = createDebug;
