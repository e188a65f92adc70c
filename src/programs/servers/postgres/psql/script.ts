import { conditionOf } from "./conditions.ts";
import { metaCommand } from "./meta.ts";
import { run } from "./run.ts";
import { Scanner } from "./scanner.ts";
import { type Psql, put } from "./state.ts";

/** Reads lines of a script or of standard input to their end. Status: 0, 3 where an error ended it, 2 without a server. */
export async function runScript(s: Psql, text: string, name?: string): Promise<number> {
  const before = s.script;
  s.script = name === undefined ? undefined : { name, line: 0 };
  try {
    return await lines(s, text.replace(/\n$/, "").split("\n"));
  } finally {
    s.script = before;
  }
}

async function lines(s: Psql, all: readonly string[]): Promise<number> {
  const scanner = new Scanner();
  const conditions: boolean[] = [];
  const taken: boolean[] = [];
  let failed = false;
  for (let i = 0; i < all.length; i++) {
    const line = all[i] ?? "";
    if (s.script) s.script.line = i + 1;
    if (s.echo === "all") await put(s, `${line}\n`);
    // The lines behind a COPY … FROM stdin are its rows, up to `\\.`.
    const rows = async (): Promise<string> => {
      let data = "";
      for (i++; i < all.length && all[i] !== "\\."; i++) data += `${all[i]}\n`;
      return data;
    };
    for (const e of scanner.feed(line)) {
      const branch = e.k === "command" ? await conditionOf(s, e.text, conditions, taken) : undefined;
      if (branch || conditions.includes(false)) continue;
      if (e.k === "statement") {
        let asked = false;
        const good = await run(s, e.text, {}, () => {
          asked = true;
          return rows();
        });
        // Its rows are passed over where the statement was refused.
        if (!good && !asked && /^\s*copy\b[^;]*\bfrom\s+stdin\b/i.test(e.text)) await rows();
        failed = !good || failed;
      } else {
        const next = await metaCommand(s, e.text, scanner, rows);
        if (next === "quit") return 0;
        failed = next === "failed" || failed;
      }
      if (failed && s.stopOnError) return 3;
      if (s.lost) return 2;
    }
  }
  if (s.script) s.script.line = all.length;
  if (!scanner.empty && !conditions.includes(false)) failed = !(await run(s, scanner.buffer.trimStart())) || failed;
  if (failed && s.stopOnError) return 3;
  return s.lost ? 2 : 0;
}
