// Plays scenario files on a fresh machine each: npm run -s play -- --out DIR FILE.scn...
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { play } from "./player.ts";
import { parseScenario } from "./scenario.ts";

const { values, positionals } = parseArgs({
  options: { out: { type: "string" }, verbose: { type: "boolean" } },
  allowPositionals: true,
});
if (positionals.length === 0) {
  console.error("Usage: npm run -s play -- [--out DIR] [--verbose] FILE.scn...");
  process.exit(2);
}

let failed = 0;
for (const file of positionals) {
  const name = basename(file, ".scn");
  const began = Date.now();
  try {
    const scenario = parseScenario(readFileSync(file, "utf8"));
    const steps = await play(scenario);
    const out = values.out ?? dirname(file);
    mkdirSync(out, { recursive: true });
    writeFileSync(
      join(out, `${name}.json`),
      `${JSON.stringify({ title: scenario.title, docker: "28.5.2", steps }, null, 1)}\n`,
    );
    console.log(`${name}.json: ${steps.length} steps, ${Date.now() - began} ms`);
    if (values.verbose)
      for (const s of steps) console.log(`$ ${s.cmd}  -> ${s.exit}\n${"tty" in s ? s.tty : s.stdout + s.stderr}`);
  } catch (e) {
    failed++;
    console.error(`${name}: ${e instanceof Error ? e.stack : e}`);
  }
}
process.exit(failed ? 1 : 0);
