import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeMachine } from "../../node/testing/machine.ts";

// Each program of `golden` prints with our packages what it prints with the real ones (`golden/record.sh`). Where several
// connections take turns, the order of lines is not compared.

const folder = join(import.meta.dirname, "golden");
const programs = readdirSync(folder).filter((f) => f.endsWith(".cjs"));

test.each(programs)("%s", { timeout: 60_000 }, async (file) => {
  const source = readFileSync(join(folder, file), "utf8");
  const packages = /^\/\/ npm: (.*)$/m.exec(source)?.[1]?.split(" ") ?? [];
  const m = nodeMachine();
  await m.run({ argv: ["npm", "init", "-y"] });
  const installed = await m.run({ argv: ["npm", "install", ...packages] });
  expect(installed.stderr).toBe("");
  const { stdout, stderr } = await m.run({ argv: ["sh", "-c", `node ${file} 2>&1`], files: { [file]: source } });
  const lines = (text: string) => (source.includes("// order: any\n") ? text.split("\n").sort() : text.split("\n"));
  const recorded = readFileSync(join(folder, file.replace(/cjs$/, "txt")), "utf8");
  expect(lines(stdout + stderr)).toEqual(lines(recorded));
});
