import { type Call, defineTool } from "../lib/tool.ts";

const CATEGORIES = [
  "LC_CTYPE",
  "LC_NUMERIC",
  "LC_TIME",
  "LC_COLLATE",
  "LC_MONETARY",
  "LC_MESSAGES",
  "LC_PAPER",
  "LC_NAME",
  "LC_ADDRESS",
  "LC_TELEPHONE",
  "LC_MEASUREMENT",
  "LC_IDENTIFICATION",
];

/** All that Debian's images have; others come with the package `locales`. */
const INSTALLED = ["C", "C.utf8", "POSIX"];

/** Which language settings hold: set ones bare, those that follow from LC_ALL or LANG in quotes. */
export const locale = defineTool(
  {
    name: "locale",
    syntax: { short: "am", long: { "all-locales": "a", charmaps: "m" } },
    usage: "[OPTION...] NAME\n  or:  locale [OPTION...] [-a|-m]",
  },
  async (c) => {
    if (c.options.has("m")) return await c.fail("drydock: locale -m is not simulated");
    if (c.options.has("a")) {
      await c.out.write(INSTALLED.map((name) => `${name}\n`).join(""));
      return 0;
    }
    for (const name of c.operands) {
      if (name !== "charmap") return await c.fail(`drydock: locale ${name} is not simulated`);
      await c.out.write(`${/utf-?8$/i.test(settingOf(c, "LC_CTYPE").value) ? "UTF-8" : "ANSI_X3.4-1968"}\n`);
    }
    if (c.operands.length) return 0;
    await warn(c);
    const all = c.p.env.get("LC_ALL") ?? "";
    const lines = CATEGORIES.map((name) => {
      const { value, own } = settingOf(c, name);
      return own ? `${name}=${value}\n` : `${name}="${value}"\n`;
    });
    await c.out.write(
      `LANG=${c.p.env.get("LANG") ?? ""}\nLANGUAGE=${c.p.env.get("LANGUAGE") ?? ""}\n${lines.join("")}LC_ALL=${all}\n`,
    );
    return 0;
  },
);

/** LC_ALL before the category's own variable before LANG. */
function settingOf(c: Call, category: string): { readonly value: string; readonly own: boolean } {
  const all = c.p.env.get("LC_ALL") || undefined;
  const own = c.p.env.get(category) || undefined;
  return { value: all ?? own ?? (c.p.env.get("LANG") || "POSIX"), own: all === undefined && own !== undefined };
}

async function warn(c: Call): Promise<void> {
  const missing = (name: string) => !INSTALLED.includes(name.replace(/\.UTF-?8$/i, ".utf8"));
  for (const name of ["LC_CTYPE", "LC_MESSAGES"]) {
    if (missing(settingOf(c, name).value))
      await c.complain(`Cannot set ${name} to default locale: No such file or directory`);
  }
  if (CATEGORIES.some((name) => missing(settingOf(c, name).value)))
    await c.complain("Cannot set LC_ALL to default locale: No such file or directory");
  c.status = 0;
}
