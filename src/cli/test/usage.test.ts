import { describe, expect, test } from "vitest";
import { docker } from "./fake.ts";
import recorded from "./recorded-usage.json" with { type: "json" };

/** What the real client showed of one command: facts of its help, and its errors. */
interface Usage {
  readonly usage?: readonly string[];
  readonly aliases?: string;
  readonly flags?: readonly string[];
  readonly defaults?: readonly string[];
  readonly commands?: Readonly<Record<string, readonly string[]>>;
  readonly flag?: string;
  readonly flagExit?: number;
  readonly many?: string;
  readonly none?: string;
}

const commands = Object.entries(recorded as Record<string, Usage>);

/** A help text without its prose. */
function shape(text: string): Usage {
  const usage: string[] = [];
  const flags: string[] = [];
  const groups: Record<string, string[]> = {};
  let aliases: string | undefined;
  let section = "";
  for (const line of text.split("\n")) {
    const heading = /^([A-Z][A-Za-z ]+):$/.exec(line)?.[1];
    if (heading) section = heading;
    else if (section === "" && /^(Usage:|\tdocker c)/.test(line)) usage.push(line);
    else if (section === "Aliases" && line.trim()) aliases = line.trim();
    else if (section.endsWith("Options")) {
      const left = /^ {2}(?:-\S, | {4})--/.test(line) ? /^\s*(.*?\S)(?: {3,}|$)/.exec(line)?.[1] : undefined;
      if (left) flags.push(left);
    } else if (section.endsWith("Commands")) {
      const name = /^ {2}(\S+)/.exec(line)?.[1];
      if (!name) continue;
      groups[section] ??= [];
      groups[section]?.push(name);
    }
  }
  const defaults = [...text.matchAll(/\(default\s+([^)]*)\)/g)]
    .map((m) => (m[1] ?? "").replace(/\s+/g, " "))
    .filter((d) => !/^(hides|shows just|is|:)/.test(d));
  return {
    ...(usage.length && { usage }),
    ...(flags.length && { flags }),
    ...(Object.keys(groups).length && { commands: groups }),
    ...(aliases !== undefined && { aliases }),
    ...(defaults.length && { defaults }),
  };
}

describe("every command of the real client is here", () => {
  test.each(commands)(
    "docker %s --help: usage, aliases, flags, types, defaults and order are the real ones",
    async (path, real) => {
      const ran = await docker([...path.split(" ").filter(Boolean), "--help"]);
      const { flag: _, flagExit: __, many: ___, none: ____, ...facts } = real;
      expect({ ...shape(ran.stdout), exit: ran.exit }).toEqual({ ...facts, exit: 0 });
    },
  );
});

describe("a mistake is answered in the real client's words", () => {
  test.each(commands.filter(([, real]) => real.flag))("docker %s --nosuch-flag", async (path, real) => {
    const ran = await docker([...path.split(" "), "--nosuch-flag"]);
    expect(ran).toEqual({ stdout: "", stderr: real.flag, exit: real.flagExit ?? 125 });
  });
  test.each(commands.filter(([, real]) => real.many))("docker %s with nine arguments", async (path, real) => {
    const ran = await docker([...path.split(" "), ...Array.from({ length: 9 }, (_, i) => `zq${i}`)]);
    expect(ran).toEqual({ stdout: "", stderr: real.many, exit: 1 });
  });
  test.each(commands.filter(([, real]) => real.none))("docker %s without arguments", async (path, real) => {
    const ran = await docker(path.split(" "));
    expect(ran).toEqual({ stdout: "", stderr: real.none, exit: 1 });
  });
});
