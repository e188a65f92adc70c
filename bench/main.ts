// All benchmarks, each in a process of its own: npm run bench
import { spawnSync } from "node:child_process";
import { join } from "node:path";

for (const name of process.argv.slice(2).length ? process.argv.slice(2) : ["kernel", "engine", "build", "page"]) {
  console.log(`\n=== ${name}`);
  spawnSync(process.execPath, ["--expose-gc", "--import", "tsx", join(import.meta.dirname, `${name}.ts`)], {
    stdio: "inherit",
  });
}
