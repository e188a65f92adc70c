import { defineTool } from "../lib/tool.ts";

/** Empties the terminal, what was scrolled away too. */
export const clear = defineTool(
  { name: "clear", syntax: { short: "T:Vx" }, usage: "[options]", version: "ncurses) 6.5" },
  async (c) => {
    if (!c.flavour.busybox && !c.p.env.get("TERM")) return await complainOfTerm(c.p);
    await c.out.write(c.flavour.pick(c.options.has("x") ? "\x1b[H\x1b[2J" : "\x1b[H\x1b[2J\x1b[3J", "\x1b[H\x1b[J"));
    return 0;
  },
);

/** Brings a terminal that shows nonsense back to its senses. */
export const reset = defineTool(
  {
    name: "reset",
    syntax: { short: "ce:i:k:Im:QqrsVw" },
    busybox: { short: "" },
    usage: "[options] [terminal]",
    version: "ncurses) 6.5",
  },
  async (c) => {
    const terminal = c.p.terminal(0) ?? c.p.terminal(1);
    terminal?.setMode({ icanon: true, echo: true, isig: true, icrnl: true, opost: true });
    if (terminal)
      await c.out.write(c.flavour.pick("\x1bc\x1b[!p\x1b[?3;4l\x1b[4l\x1b>\r", "\x1bc\x1b(B\x1b[m\x1b[J\x1b[?25h"));
    return 0;
  },
);

async function complainOfTerm(p: { write(fd: number, text: string): Promise<void> }): Promise<number> {
  await p.write(2, "TERM environment variable not set.\n");
  return 1;
}
