// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The colours of what is shown, by kind of value. */
export function guestInspectColours(exports) {
  const styles = {
    __proto__: null,
    special: "cyan",
    number: "yellow",
    bigint: "yellow",
    boolean: "yellow",
    undefined: "grey",
    null: "bold",
    string: "green",
    symbol: "green",
    date: "magenta",
    regexp: "red",
    module: "underline",
  };
  const named = (prefix, name) => (prefix ? `${prefix}${name[0].toUpperCase()}${name.slice(1)}` : name);
  const HUES = ["red", "green", "yellow", "blue", "magenta", "cyan", "white"];
  const ground = (prefix, from) =>
    Object.fromEntries(["black", ...HUES].map((name, n) => [named(prefix, name), [from + n, from + 9]]));
  const bright = (prefix, from, off) => ({
    [named(prefix, "gray")]: [from, off],
    ...Object.fromEntries(HUES.map((name, n) => [`${named(prefix, name)}Bright`, [from + 1 + n, off]])),
  });
  const colors = {
    __proto__: null,
    reset: [0, 0],
    bold: [1, 22],
    dim: [2, 22],
    italic: [3, 23],
    underline: [4, 24],
    blink: [5, 25],
    inverse: [7, 27],
    hidden: [8, 28],
    strikethrough: [9, 29],
    doubleunderline: [21, 24],
    ...ground("", 30),
    ...ground("bg", 40),
    framed: [51, 54],
    overlined: [53, 55],
    ...bright("", 90, 39),
    ...bright("bg", 100, 49),
  };
  // Other names for the same colours.
  for (const [name, of] of [
    ["grey", "gray"],
    ["blackBright", "gray"],
    ["bgGrey", "bgGray"],
    ["bgBlackBright", "bgGray"],
    ["faint", "dim"],
    ["crossedout", "strikethrough"],
    ["strikeThrough", "strikethrough"],
    ["crossedOut", "strikethrough"],
    ["conceal", "hidden"],
    ["swapColors", "inverse"],
    ["swapcolors", "inverse"],
    ["doubleUnderline", "doubleunderline"],
  ])
    Object.defineProperty(colors, name, { get: () => colors[of], enumerable: false, configurable: true });
  Object.assign(exports, { colors, styles });
}
