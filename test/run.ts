// The project's checks, one after another: types, lint, unused code, unit and model tests with the conformance floors, the
// built site and its size, and, where a Chromium is found, the page in a browser. Ends with `N passed, N failed`.
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findChromium } from "./e2e/chromium.ts";

const root = join(import.meta.dirname, "..");
const bin = (name: string) => join(root, "node_modules/.bin", name);
let passed = 0;
let failed = 0;

function check(title: string, command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  console.log(`\n=== ${title}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  if (status === 0) passed++;
  else failed++;
  return status === 0;
}

/** Vitest, each of its tests counted for itself. */
function vitest(title: string, config: string): void {
  console.log(`\n=== ${title}`);
  const report = join(mkdtempSync(join(tmpdir(), "drydock-")), "vitest.json");
  const args = ["run", "--config", config, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const { status } = spawnSync(bin("vitest"), args, { cwd: root, stdio: "inherit" });
  const counts: unknown = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : {};
  const { numPassedTests = 0, numFailedTests = 0 } = counts as { numPassedTests?: number; numFailedTests?: number };
  passed += numPassedTests;
  // A file that does not load fails without a failing test.
  failed += status !== 0 && numFailedTests === 0 ? 1 : numFailedTests;
}

check("types: the pure rooms", bin("tsc"), ["-p", "tsconfig.json"]);
check("types: the page", bin("tsc"), ["-p", "tsconfig.web.json"]);
check("types: tests", bin("tsc"), ["-p", "tsconfig.test.json"]);
check("lint and format", bin("biome"), ["check"]);
check("unused files, exports and dependencies", bin("knip"), []);
vitest("unit, model, layering and conformance tests", "vitest.config.ts");
const built = check("the site builds", bin("vite"), ["build", "--logLevel", "warn"]);
if (built && findChromium()) vitest("the page in a browser, and what it fetches", "vitest.e2e.config.ts");
else console.log("\n=== no Chromium found: the page was not tried in a browser");

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
