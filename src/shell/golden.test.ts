import { describe, expect, test } from "vitest";
import type { Program } from "../kernel/process.ts";
import { BUSYBOX, type Flavour, GNU } from "../programs/lib/flavour.ts";
import { programTable } from "../programs/table.ts";
import ash from "./golden/ash.json";
import bash from "./golden/bash.json";
import dash from "./golden/dash.json";
import type { Dialect } from "./shell.ts";
import { runShell } from "./testing/run-shell.ts";

/** The programTable that scripts call, as the image of the shell has them. */
function programsOf(flavour: Flavour): Record<string, Program> {
  return Object.fromEntries(
    [...programTable].map(([name, load]) => [name, async (p) => (await p.load(load))(p, flavour)]),
  );
}

const recorded: readonly (readonly [Dialect, typeof bash])[] = [
  ["bash", bash],
  ["dash", dash],
  ["ash", ash],
];

for (const [shell, cases] of recorded) {
  describe(`${shell} does what the real one did`, () => {
    const programs = programsOf(shell === "ash" ? BUSYBOX : GNU);
    for (const { script, ...want } of cases) {
      test(script, async () => {
        const stdin = script.startsWith("#stdin") ? `${script}\n` : undefined;
        const file = script.startsWith("#file");
        const got = await runShell({
          shell,
          args: file ? ["./s"] : stdin ? [] : ["-c", script],
          programs,
          ...(stdin ? { stdin } : {}),
          ...(file ? { files: { "/tmp/pr/s": `${script}\n` } } : {}),
        });
        const stderr = got.stderr.replace(/(line \d+: +)\d+( [A-Z])/g, "$1PID$2").replace(/: +PID/g, ": PID");
        expect({ ...got, stderr }).toEqual(want);
      });
    }
  });
}
