// Plays every recorded session of test/conformance and holds it against what real Docker printed.
//   npm run conformance [-- [--show N] [NAME-PREFIX...]]
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  options: { show: { type: "string", default: "10" } },
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
process.exit(compared.status ?? 1);
