import fc from "fast-check";
import { expect, test } from "vitest";
import { createScreen } from "../testing/screen.ts";
import { createBuffer, edit, insert, setText } from "./buffer.ts";
import { createBusyboxPainter } from "./busybox-painter.ts";
import type { Style } from "./painter.ts";
import { createReadlinePainter } from "./readline-painter.ts";

const createPainter = (style: Style) => (style === "readline" ? createReadlinePainter() : createBusyboxPainter());

const keys = [
  "left",
  "right",
  "C-a",
  "C-e",
  "C-h",
  "C-d",
  "C-k",
  "C-u",
  "C-w",
  "C-y",
  "C-t",
  "M-b",
  "M-f",
  "M-d",
  "M-u",
  "C-_",
];
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      "a",
      "bc ",
      "x y",
      "한글",
      "日本",
      "é",
      "e\u0301",
      "👍",
      "\n",
      "\t",
      "\x01",
      "0123456789",
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom(...keys.map((k) => `<${k}>`)) },
  { weight: 1, arbitrary: fc.constantFrom("=short", "=a longer line of history that wraps", "=") },
);

/** The screen of a fresh painter that draws the line at once. */
function drawn(style: Style, prompt: string, columns: number, text: string, cursor: number) {
  const screen = createScreen(columns);
  const painter = createPainter(style);
  const buffer = createBuffer("");
  setText(buffer, text, cursor);
  screen.write(painter.start(prompt, columns) + painter.paint(buffer.cells, cursor));
  return { rows: screen.rows(), row: screen.row, column: screen.column % columns };
}

for (const style of ["readline", "busybox"] as const) {
  test(`${style}: however a line came about, the screen shows it and the cursor stands where it belongs`, () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.integer({ min: 8, max: 40 }),
        fc.constantFrom("$ ", "\x01\x1b[32m\x02user@host\x01\x1b[0m\x02:~$ ", "한> "),
        (steps, columns, prompt) => {
          const screen = createScreen(columns);
          const painter = createPainter(style);
          const buffer = createBuffer("");
          screen.write(painter.start(prompt, columns));
          for (const s of steps) {
            if (s.startsWith("<")) edit(buffer, s.slice(1, -1));
            else if (s.startsWith("=")) setText(buffer, s.slice(1));
            else insert(buffer, s);
            screen.write(
              s.startsWith("=")
                ? painter.replace(buffer.cells, buffer.cursor)
                : painter.paint(buffer.cells, buffer.cursor, s === "<C-h>"),
            );
            const text = buffer.cells.map((c) => c.text).join("");
            const got = { rows: screen.rows(), row: screen.row, column: screen.column % columns };
            expect(got).toEqual(drawn(style, prompt, columns, text, buffer.cursor));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
}
