import fc from "fast-check";
import { expect, test } from "vitest";
import { parseLog } from "./parse-log.ts";
import type { InputLog } from "./types.ts";

const LOG: InputLog = {
  version: "0.1.0",
  seed: "s",
  startTime: 0,
  catalog: "official",
  base: "0".repeat(64),
  entries: [
    { step: 1, time: 0, input: { kind: "open", terminal: 1, columns: 80, rows: 24 } },
    { step: 2, time: 5, input: { kind: "type", terminal: 1, text: "ls\r" }, digest: "sha256:1" },
    { step: 3, time: 9, input: { kind: "mark" } },
  ],
};

test("a log is read as it was written", () => {
  expect(parseLog(structuredClone(LOG))).toEqual(LOG);
});

test("whatever else it is, it is said what is wrong with it", () => {
  expect(parseLog(undefined)).toEqual({ error: "not a session log" });
  expect(parseLog([])).toEqual({ error: "not a session log" });
  expect(parseLog({ ...LOG, seed: 1 })).toEqual({ error: "the log's head is damaged" });
  expect(parseLog({ ...LOG, startTime: "now" })).toEqual({ error: "the log's start time is damaged" });
  expect(parseLog({ ...LOG, base: 7 })).toEqual({ error: "what the log goes on from is damaged" });
  expect(parseLog({ ...LOG, entries: {} })).toEqual({ error: "the log has no entries" });
  expect(parseLog({ ...LOG, entries: [LOG.entries[0], { step: 1, time: 0, input: { kind: "exec" } }] })).toEqual({
    error: "entry 2 of the log is damaged",
  });
  expect(parseLog({ ...LOG, entries: [{ ...LOG.entries[2], digest: 1 }] })).toEqual({
    error: "entry 1 of the log is damaged",
  });
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ version: fc.string(), entries: fc.anything() })), (data) => {
      expect(parseLog(data)).toHaveProperty("error");
    }),
  );
});
