import { expect, test } from "vitest";
import { nodeMachine } from "../testing/machine.ts";
import { parsePrograms } from "./programs.mjs";
import programs from "./programs.txt?raw";
import recorded from "./recorded.json";

// What the real Node printed for each program, on which stream and with which status.

for (const program of parsePrograms(programs)) {
  test(program.name, async () => {
    const got = await nodeMachine().run({
      argv: ["node", ...program.args],
      files: program.files,
      stdin: program.stdin,
    });
    expect(got).toEqual((recorded as Record<string, unknown>)[program.name]);
  });
}
