import { createReadline } from "../../database/readline.ts";
import { conditionOf } from "./conditions.ts";
import { metaCommand } from "./meta.ts";
import { run } from "./run.ts";
import { Scanner } from "./scanner.ts";
import type { Psql } from "./state.ts";

/** Reads lines from a terminal until it is left. */
export async function interactive(s: Psql): Promise<number> {
  const { p } = s;
  const server = /PostgreSQL ([\d.]+)/.exec(s.db.version)?.[1];
  if (!s.quiet)
    await p.write(
      1,
      `psql (${s.version} (Debian ${s.version}-1.pgdg13+1)${server === s.version ? "" : `, server ${server}`})\nType "help" for help.\n\n`,
    );
  const readline = createReadline(p);
  const scanner = new Scanner();
  const marks = new Map<string, string>();
  const conditions: boolean[] = [];
  const taken: boolean[] = [];
  // At the terminal the rows of a COPY are asked for.
  const rows = async (): Promise<string> => {
    await p.write(
      1,
      "Enter data to be copied followed by a newline.\nEnd with a backslash and a period on a line by itself, or an EOF signal.\n",
    );
    let data = "";
    for (;;) {
      const line = await readline.read(">> ");
      if (line === undefined || line === null || line === "\\.") return data;
      data += `${line}\n`;
    }
  };
  for (;;) {
    const mark = await superuserMark(s, marks);
    const name = s.lost ? "!" : s.database;
    const line = await readline.read(
      `${name}${s.lost ? "?" : conditions.includes(false) ? "@" : scanner.state}${s.broken ? "!" : s.inTransaction ? "*" : ""}${mark} `,
    );
    if (line === undefined) {
      await p.write(1, "\\q\n");
      return 0;
    }
    if (line === null) {
      scanner.reset();
      continue;
    }
    const word = line.trim().replace(/;$/, "");
    if (scanner.empty && /^(quit|exit)$/i.test(word)) return 0;
    if (scanner.empty && /^help$/i.test(word)) {
      await p.write(
        1,
        "You are using psql, the command-line interface to PostgreSQL.\nType:  \\copyright for distribution terms\n       \\h for help with SQL commands\n       \\? for help with psql commands\n       \\g or terminate with semicolon to execute query\n       \\q to quit\n",
      );
      continue;
    }
    for (const e of scanner.feed(line)) {
      const branch = e.k === "command" ? await conditionOf(s, e.text, conditions, taken) : undefined;
      if (branch || conditions.includes(false)) continue;
      if (e.k === "statement") await run(s, e.text, {}, rows);
      else if ((await metaCommand(s, e.text, scanner, rows)) === "quit") return 0;
    }
  }
}

/** `#` for a superuser, `>` for all others. */
async function superuserMark(s: Psql, known: Map<string, string>): Promise<string> {
  if (s.lost) return ">";
  const there = known.get(s.user);
  if (there !== undefined) return there;
  const catalog = await s.db.describe();
  const mark = catalog?.roles.find((r) => r.name === s.user)?.superuser ? "#" : ">";
  known.set(s.user, mark);
  return mark;
}
