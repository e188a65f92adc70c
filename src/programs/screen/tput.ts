import { type Call, defineTool } from "../lib/tool.ts";

const STRINGS: Readonly<Record<string, string>> = {
  bel: "\x07",
  bold: "\x1b[1m",
  dim: "\x1b[2m",
  sitm: "\x1b[3m",
  ritm: "\x1b[23m",
  smul: "\x1b[4m",
  rmul: "\x1b[24m",
  blink: "\x1b[5m",
  rev: "\x1b[7m",
  smso: "\x1b[7m",
  rmso: "\x1b[27m",
  invis: "\x1b[8m",
  sgr0: "\x1b(B\x1b[m",
  op: "\x1b[39;49m",
  clear: "\x1b[H\x1b[2J\x1b[3J",
  el: "\x1b[K",
  el1: "\x1b[1K",
  ed: "\x1b[J",
  home: "\x1b[H",
  civis: "\x1b[?25l",
  cnorm: "\x1b[?12l\x1b[?25h",
  cvvis: "\x1b[?12;25h",
  smcup: "\x1b[?1049h\x1b[22;0;0t",
  rmcup: "\x1b[?1049l\x1b[23;0;0t",
  sc: "\x1b7",
  rc: "\x1b8",
  cuu1: "\x1b[A",
  cud1: "\n",
  cub1: "\b",
  cuf1: "\x1b[C",
  cr: "\r",
  reset: "\x1bc\x1b[!p\x1b[?3;4l\x1b[4l\x1b>",
  init: "\x1b[!p\x1b[?3;4l\x1b[4l\x1b>",
};

/** The terminal's abilities: an xterm's, with 8 colours, or 256 when TERM says so. */
export const tput = defineTool(
  { name: "tput", syntax: { short: "+ST:Vx" }, badStatus: 2, usage: "[options] [command]", version: "ncurses) 6.5" },
  async (c) => {
    const [name, ...args] = c.operands;
    const term = c.options.value("T") ?? c.p.env.get("TERM");
    if (name === undefined) return await c.badUsage(undefined);
    if (!term) return await c.fail("No value for $TERM and no -T specified", 2);
    const text = ability(c, name, args.map(Number), term);
    if (text === undefined) return await c.fail(`unknown terminfo capability '${name}'`, 4);
    await c.out.write(text);
    return 0;
  },
);

function ability(c: Call, name: string, args: readonly number[], term: string): string | undefined {
  const size = (c.p.terminal(2) ?? c.p.terminal(1) ?? c.p.terminal(0))?.size;
  const colors = /256/.test(term) ? 256 : 8;
  const [a = 0, b = 0] = args;
  switch (name) {
    case "cols":
      return `${c.p.env.get("COLUMNS") || size?.columns || 80}\n`;
    case "lines":
      return `${c.p.env.get("LINES") || size?.rows || 24}\n`;
    case "colors":
      return `${colors}\n`;
    case "longname":
      return "xterm terminal emulator (X Window System)";
    case "setaf":
    case "setab": {
      const ground = name === "setaf" ? 3 : 4;
      if (a < 8) return `\x1b[${ground}${a}m`;
      return a < 16 ? `\x1b[${ground + 6}${a - 8}m` : `\x1b[${ground}8;5;${a}m`;
    }
    case "cup":
      return `\x1b[${a + 1};${b + 1}H`;
    case "cuu":
      return `\x1b[${a}A`;
    case "cud":
      return `\x1b[${a}B`;
    case "cuf":
      return `\x1b[${a}C`;
    case "cub":
      return `\x1b[${a}D`;
    default:
      return STRINGS[name];
  }
}
