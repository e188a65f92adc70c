import { expect, test } from "vitest";
import { createTextBuffer } from "./text-buffer.ts";

test("changes are undone one by one until a mark is set, then from mark to mark", () => {
  const b = createTextBuffer("one\n");
  b.insert({ line: 0, column: 3 }, "!");
  b.insert({ line: 0, column: 4 }, "?");
  expect([b.undo(), b.text()]).toEqual([{ line: 0, column: 4 }, "one!\n"]);
  b.mark();
  b.insert({ line: 0, column: 4 }, "\n");
  b.insert({ line: 1, column: 0 }, "a");
  b.insert({ line: 1, column: 1 }, "b");
  b.mark();
  b.remove({ line: 0, column: 0 }, { line: 0, column: 2 });
  expect(b.text()).toBe("e!\nab\n");
  b.undo();
  expect([b.undo(), b.text()]).toEqual([{ line: 0, column: 4 }, "one!\n"]);
  expect([b.redo(), b.text()]).toEqual([{ line: 0, column: 4 }, "one!\nab\n"]);
  b.redo();
  expect([b.redo(), b.text(), b.modified]).toEqual([undefined, "e!\nab\n", true]);
});
