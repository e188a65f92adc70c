import { expect, test } from "vitest";
import { nodeMachine } from "../testing/machine.ts";
import { parsePrograms } from "./programs.mjs";
import programs from "./programs.txt?raw";
import recorded from "./recorded.json";

// What the real Node printed for each program, on which stream and with which status. How long a test of node:test took is not
// compared.

type Printed = { readonly stdout: string; readonly stderr: string; readonly status: number | null };
const standard = ({ stdout, stderr, status }: Printed): Printed => ({
  stdout: stdout.replace(/duration_ms(:?) [\d.]+/g, "duration_ms$1 N").replace(/\([\d.]+ms\)/g, "(N ms)"),
  stderr,
  status,
});

for (const program of parsePrograms(programs)) {
  test(program.name, async () => {
    const got = await nodeMachine().run({
      argv: ["node", ...program.args],
      files: program.files,
      stdin: program.stdin,
    });
    const real = (recorded as Record<string, Printed>)[program.name];
    expect(standard(got)).toEqual(real && standard(real));
  });
}
