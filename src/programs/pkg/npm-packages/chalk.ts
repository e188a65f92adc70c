// @ts-nocheck: packages of the guest: they run inside the engine, not here.

/** `chalk`, version 4. */
export function packageChalk(module) {
  const CODES = {
    reset: [0, 0],
    bold: [1, 22],
    dim: [2, 22],
    italic: [3, 23],
    underline: [4, 24],
    inverse: [7, 27],
    strikethrough: [9, 29],
    black: [30, 39],
    red: [31, 39],
    green: [32, 39],
    yellow: [33, 39],
    blue: [34, 39],
    magenta: [35, 39],
    cyan: [36, 39],
    white: [37, 39],
    gray: [90, 39],
    grey: [90, 39],
    redBright: [91, 39],
    greenBright: [92, 39],
    yellowBright: [93, 39],
    blueBright: [94, 39],
    magentaBright: [95, 39],
    cyanBright: [96, 39],
    whiteBright: [97, 39],
    bgRed: [41, 49],
    bgGreen: [42, 49],
    bgYellow: [43, 49],
    bgBlue: [44, 49],
    bgMagenta: [45, 49],
    bgCyan: [46, 49],
    bgWhite: [47, 49],
    bgBlack: [40, 49],
  };
  const level = process.env.FORCE_COLOR ? 1 : process.stdout.isTTY ? 1 : 0;
  const make = (styles) => {
    const f = (...args) => {
      let text = args.join(" ");
      if (level) for (const s of [...styles].reverse()) text = `\x1b[${CODES[s][0]}m${text}\x1b[${CODES[s][1]}m`;
      return text;
    };
    for (const s of Object.keys(CODES)) Object.defineProperty(f, s, { get: () => make([...styles, s]) });
    f.hex = () => f;
    f.rgb = () => f;
    f.level = level;
    return f;
  };
  module.exports = make([]);
  module.exports.default = module.exports;
}
