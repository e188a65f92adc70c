import { expect, test } from "vitest";
import records from "./recorded.json" with { type: "json" };
import { play, type Recorded, visible } from "./recorded.ts";
import jqRecords from "./recorded-jq.json" with { type: "json" };
import { createTestMachine } from "./run-tool.ts";

for (const record of records as Recorded[]) {
  test(`${record.flavour}: ${record.stdin === undefined ? "" : `${JSON.stringify(record.stdin)} | `}${record.argv.join(" ")}`, async () => {
    const { result, changed } = await play(record);
    expect(visible(record, result, changed)).toEqual(visible(record, record, record.changed ?? {}));
  });
}

// jq changes no files: all its sessions run on one machine.
const machine = createTestMachine();
for (const { argv, stdin, stdout, stderr, status } of jqRecords) {
  test(`jq: ${JSON.stringify(stdin).slice(0, 60)} | ${argv.join(" ")}`, async () => {
    const result = await machine.run({ argv, stdin, env: { LANG: "C.UTF-8" } });
    expect({ stdout: result.stdout, stderr: result.stderr, status: result.status }).toEqual({ stdout, stderr, status });
  });
}
