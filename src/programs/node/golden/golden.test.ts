import { expect, test } from "vitest";
import { nodeMachine } from "../testing/machine.ts";
import { parsePrograms } from "./programs.mjs";
import programs from "./programs.txt?raw";
import recorded from "./recorded.json";

// What the real Node printed for each program, on which stream and with which status.

/** Known differences: what they are about stands in programs.txt's section of that name. */
const DIFFER = new Set(["messages"]);

for (const program of parsePrograms(programs)) {
  test.skipIf(DIFFER.has(program.name))(program.name, async () => {
    const got = await nodeMachine().run({
      argv: ["node", ...program.args],
      files: program.files,
      stdin: program.stdin,
    });
    expect(got).toEqual((recorded as Record<string, unknown>)[program.name]);
  });
}
