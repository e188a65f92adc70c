import { defineTool } from "../lib/tool.ts";

/** What the C library and the kernel are built with. */
const FIXED: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ARG_MAX: "2097152",
    CHAR_BIT: "8",
    CHAR_MAX: "127",
    CHAR_MIN: "-128",
    CLK_TCK: "100",
    HOST_NAME_MAX: "64",
    INT_MAX: "2147483647",
    INT_MIN: "-2147483648",
    IOV_MAX: "1024",
    LOGIN_NAME_MAX: "256",
    LOGNAME_MAX: "256",
    LONG_BIT: "64",
    NGROUPS_MAX: "65536",
    PAGESIZE: "4096",
    PAGE_SIZE: "4096",
    PATH: "/bin:/usr/bin",
    SHRT_MAX: "32767",
    SHRT_MIN: "-32768",
    TTY_NAME_MAX: "32",
    UCHAR_MAX: "255",
    UINT_MAX: "4294967295",
    WORD_BIT: "32",
  }),
);

/** What holds of the file system at a path. */
const OF_PATH: ReadonlyMap<string, string> = new Map(
  Object.entries({ NAME_MAX: "255", PATH_MAX: "4096", PIPE_BUF: "4096" }),
);

/** Limits of the system by name. */
export const getconf = defineTool(
  { name: "getconf", syntax: { short: "av:" }, usage: "[-v specification] variable_name [pathname]" },
  async (c) => {
    if (c.options.has("a")) return await c.fail("drydock: getconf -a is not simulated");
    const [name, path] = c.operands;
    if (name === undefined) {
      await c.p.write(2, "Usage: getconf [-v specification] variable_name [pathname]\n       getconf -a [pathname]\n");
      return 2;
    }
    if (OF_PATH.has(name) && path === undefined) return await c.fail(`Unrecognized variable \`${name}'`, 2);
    const value = OF_PATH.get(name) ?? FIXED.get(name) ?? ofMachine(name, c.p.cpus(), c.p.limit("nofile")[0]);
    if (value === undefined) return await c.fail(`Unrecognized variable \`${name}'`, 2);
    await c.out.write(`${value}\n`);
    return 0;
  },
);

function ofMachine(name: string, cpus: number, files: number): string | undefined {
  if (name === "_NPROCESSORS_ONLN" || name === "_NPROCESSORS_CONF") return String(cpus);
  return name === "OPEN_MAX" ? String(files) : undefined;
}
