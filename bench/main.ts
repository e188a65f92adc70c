// All benchmarks, each in a process of its own, with the goals beside the figures: npm run bench [-- NAME...]
// The engine is measured as the page runs it, bundled; `page` is measured in headless Chromium on the built site.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { bundle } from "./bundle.ts";

const BUNDLED = ["kernel", "engine", "build", "node", "python"];
const ALL = [...BUNDLED, "page", "conformance"];

const root = join(import.meta.dirname, "..");
const chosen = process.argv.slice(2).length ? process.argv.slice(2) : ALL;
const bundled = BUNDLED.filter((name) => chosen.includes(name));
const files = bundled.length ? await bundle(bundled) : [];

for (const name of chosen) {
  console.log(`\n=== ${name}`);
  const file = files[bundled.indexOf(name)];
  const args = file ? ["--expose-gc", file] : ["--import", "tsx", join(import.meta.dirname, `${name}.ts`)];
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}
