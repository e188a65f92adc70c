import { defineTool } from "../lib/tool.ts";
import { uptimeLine } from "../system/uptime.ts";

// No program keeps a record of log-ins here, as in a container: nobody is logged in.

/** Who is logged in: nobody, but the heading can be had. */
export const who = defineTool(
  {
    name: "who",
    syntax: { short: "abdHlmpqrstTuw", long: { heading: "H", count: "q", boot: "b", all: "a" } },
    busybox: { short: "aH" },
    usage: "[OPTION]... [ FILE | ARG1 ARG2 ]",
  },
  async (c) => {
    if (c.options.has("q")) await c.out.write("# users=0\n");
    else if (c.flavour.busybox && (c.options.has("H") || !c.options.found.length))
      await c.out.write(c.options.has("H") ? "USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n" : "");
    else if (c.options.has("H")) await c.out.write("NAME     LINE         TIME             COMMENT\n");
    return 0;
  },
);

/** Who is logged in and what they do. */
export const w = defineTool(
  {
    name: "w",
    syntax: { short: "hsfiou" },
    busybox: { short: "" },
    usage: "[options] [user]",
    version: "procps-ng) 4.0.7",
  },
  async (c) => {
    if (c.flavour.busybox) await c.out.write("USER\t\tTTY\t\tIDLE\tTIME\t\t HOST\n");
    else {
      await c.out.write(`${uptimeLine(c.p)}\n`);
      if (!c.options.has("h"))
        await c.out.write("USER     TTY      FROM             LOGIN@   IDLE   JCPU   PCPU  WHAT\n");
    }
    return 0;
  },
);

/** Past log-ins: there is no record of any. */
export const last = defineTool(
  {
    name: "last",
    syntax: { short: "n:xFwaid" },
    busybox: { short: "" },
    usage: "[options] [<username>...] [<tty>...]",
    version: "util-linux) 2.41.5",
  },
  async (c) => {
    return await c.fail(
      c.flavour.pick(
        "cannot open /var/log/wtmp: No such file or directory",
        "can't open '/var/log/wtmp': No such file or directory",
      ),
    );
  },
);

export const users = defineTool({ name: "users", syntax: { short: "" }, usage: "[OPTION]... [FILE]" }, async (c) => {
  await c.out.write("\n");
  return 0;
});

/** The name that the terminal was logged in with. */
export const logname = defineTool({ name: "logname", syntax: { short: "" }, usage: "[OPTION]" }, async (c) => {
  const name = c.flavour.busybox ? undefined : c.p.env.get("LOGNAME");
  if (!name || !c.p.terminal(0))
    return await c.fail(c.flavour.pick("no login name", "getlogin: No such device or address"));
  await c.out.write(`${name}\n`);
  return 0;
});
