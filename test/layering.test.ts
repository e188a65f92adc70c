import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

/** What each room may import besides itself and std: the table of ARCHITECTURE.md. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  std: [],
  reference: [],
  api: ["reference", "filesystem"],
  filesystem: [],
  kernel: ["filesystem"],
  shell: ["kernel", "filesystem"],
  programs: ["shell", "kernel", "filesystem"],
  registry: ["api", "reference", "filesystem"],
  daemon: ["api", "reference", "filesystem", "kernel", "registry"],
  builder: ["api", "reference", "filesystem"],
  cli: ["api", "reference", "filesystem"],
  machine: ["api", "reference", "filesystem", "kernel", "shell", "programs", "registry", "daemon", "builder", "cli"],
  testing: ["machine", "api"],
  terminal: ["machine"],
  // The page chooses what its machine is made of: the official catalog is an input.
  app: ["machine", "terminal", "api", "registry"],
};

/** The rooms that must run anywhere: no DOM, no wall clock, no chance of the host's, no timers of the host's. */
const PURE = [
  "std",
  "reference",
  "api",
  "filesystem",
  "kernel",
  "shell",
  "programs",
  "registry",
  "daemon",
  "builder",
  "cli",
];
const IMPURE =
  /\b(?:Date\.now|new Date\(\)|Math\.random|setTimeout|setInterval|setImmediate|performance\.now|queueMicrotask|process\.env|(?<!")crypto\.)\b/;

const SRC = resolve(import.meta.dirname, "../src");
const sources = readdirSync(SRC, { recursive: true, encoding: "utf8" }).filter(
  (f) => f.endsWith(".ts") && !f.endsWith(".test.ts"),
);
const room = (file: string) => file.split("/")[0] ?? "";

/** The specifiers of a file's imports, static and dynamic. */
function imports(text: string): { readonly specifier: string; readonly typeOnly: boolean }[] {
  const found = [...text.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s+["']([^"']+)["']/gm)].map((m) => ({
    specifier: m[2] ?? "",
    typeOnly: m[1] !== undefined,
  }));
  const dynamic = [...text.matchAll(/\bimport\(\s*["']([^"']+)["']\s*\)/g)].map((m) => ({
    specifier: m[1] ?? "",
    typeOnly: false,
  }));
  return [...found, ...dynamic];
}

test("every import goes along the table", () => {
  const wrong: string[] = [];
  for (const file of sources) {
    const from = room(file);
    const allowed = MAY_IMPORT[from];
    for (const { specifier, typeOnly } of imports(readFileSync(join(SRC, file), "utf8"))) {
      if (!specifier.startsWith(".")) continue;
      const target = relative(SRC, resolve(SRC, dirname(file), specifier));
      const to = room(target);
      if (!file.includes("/") || to === from || to === "std") continue;
      // machine.ts is the machine room's door.
      if (to === "machine.ts" && allowed?.includes("machine")) continue;
      if (!allowed?.includes(to)) wrong.push(`${file} imports ${target}`);
      // api and cli know the file tree only as a type.
      else if ((from === "api" || from === "cli") && to === "filesystem" && !typeOnly)
        wrong.push(`${file} imports ${target} not only as types`);
    }
  }
  expect(wrong).toEqual([]);
});

test("the pure rooms read no wall clock, no chance and no timer of the host's", () => {
  const wrong: string[] = [];
  // What runs inside the simulated Node.js has that Node's own clock and chance.
  const guest = (f: string) =>
    f.startsWith("programs/node/guest/") ||
    f.startsWith("programs/servers/mongo/guest/") ||
    f.startsWith("programs/pkg/npm-packages/");
  for (const file of sources.filter((f) => PURE.includes(room(f)) && !guest(f))) {
    readFileSync(join(SRC, file), "utf8")
      .split("\n")
      .forEach((line, i) => {
        if (!/^\s*(\/\/|\*|\/\*)/.test(line) && IMPURE.test(line)) wrong.push(`${file}:${i + 1} ${line.trim()}`);
      });
  }
  expect(wrong).toEqual([]);
});

test("every room of the source tree stands in the table", () => {
  const rooms = new Set(sources.filter((f) => f.includes("/")).map(room));
  expect([...rooms].filter((r) => !(r in MAY_IMPORT))).toEqual([]);
});
