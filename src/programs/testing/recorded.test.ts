import { expect, test } from "vitest";
import records from "./recorded.json" with { type: "json" };
import { play, type Recorded, visible } from "./recorded.ts";

for (const record of records as Recorded[]) {
  test(`${record.flavour}: ${record.stdin === undefined ? "" : `${JSON.stringify(record.stdin)} | `}${record.argv.join(" ")}`, async () => {
    const { result, changed } = await play(record);
    expect(visible(record, result, changed)).toEqual(visible(record, record, record.changed ?? {}));
  });
}
