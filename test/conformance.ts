// Plays every recorded session of test/conformance and holds it against what real Docker printed.
//   npm run conformance [-- [--show N] [--raise] [NAME-PREFIX...]]
// --raise writes the steps that are identical now into floors.json, where they are more than before.
import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compare } from "./compare.mjs";

const { values, positionals } = parseArgs({
  options: { show: { type: "string", default: "10" }, raise: { type: "boolean", default: false } },
  allowPositionals: true,
});
const here = import.meta.dirname;
const golden = join(here, "conformance");
const chosen = readdirSync(golden).filter(
  (f) => f.endsWith(".scn") && (positionals.length === 0 || positionals.some((p) => f.startsWith(p))),
);
const work = mkdtempSync(join(tmpdir(), "drydock-"));
const out = join(work, "out");
const want = join(work, "golden");
mkdirSync(out);
mkdirSync(want);
for (const f of chosen) cpSync(join(golden, f.replace(/scn$/, "json")), join(want, f.replace(/scn$/, "json")));

// One player for each core, each with its share of the sessions.
const workers = Math.max(1, Math.min(2, cpus().length));
const began = Date.now();
await Promise.all(
  Array.from({ length: workers }, (_, w) => {
    const share = chosen.filter((_, i) => i % workers === w).map((f) => join(golden, f));
    if (share.length === 0) return undefined;
    return new Promise((resolve) => {
      spawn(process.execPath, [...process.execArgv, join(here, "play/main.ts"), "--out", out, ...share], {
        stdio: ["ignore", "ignore", "inherit"],
      }).on("exit", resolve);
    });
  }),
);
console.log(`played ${chosen.length} sessions in ${((Date.now() - began) / 1000).toFixed(1)} s`);
const compared = spawnSync(process.execPath, [join(here, "compare.mjs"), "--show", values.show, want, out], {
  stdio: "inherit",
});
if (values.raise) raiseFloors();
process.exit(compared.status ?? 1);

function raiseFloors(): void {
  const file = join(here, "floors.json");
  const floors = JSON.parse(readFileSync(file, "utf8")) as Record<string, number>;
  const same = new Map<string, number>();
  for (const f of chosen) {
    const name = f.replace(/scn$/, "json");
    const area = name.split("-")[0] ?? "";
    const read = (folder: string) =>
      JSON.parse(readFileSync(join(folder, name), "utf8")) as Parameters<typeof compare>[0];
    const rows = existsSync(join(out, name)) ? compare(read(want), read(out)).filter((r) => r.same).length : 0;
    same.set(area, (same.get(area) ?? 0) + rows);
  }
  for (const [area, n] of same) floors[area] = Math.max(floors[area] ?? 0, n);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(Object.entries(floors).sort()), null, 2)}\n`);
}
