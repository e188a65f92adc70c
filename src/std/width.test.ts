import { expect, test } from "vitest";
import { charWidth, stringWidth } from "./width.ts";

test("columns by East Asian Width, marks none", () => {
  const widths = (text: string) => [...text].map((c) => charWidth(c.codePointAt(0) ?? 0));
  expect(widths("aé–€")).toEqual([1, 1, 1, 1]);
  expect(widths("한ㅎ漢カＡ、")).toEqual([2, 2, 2, 2, 2, 2]);
  expect(widths("\u1112\u1161\u11ab")).toEqual([2, 0, 0]);
  expect(widths("e\u0301\u200b\u200d\ufe0f")).toEqual([1, 0, 0, 0, 0]);
  expect(widths("🐳🚀😀🫠")).toEqual([2, 2, 2, 2]);
  expect(widths("❤☃│█ｶ\u00ad")).toEqual([1, 1, 1, 1, 1, 1]);
  expect(widths("\x00\x1b\x7f\n")).toEqual([0, 0, 0, 0]);
  expect(stringWidth("도커 🐳 docker")).toBe(4 + 1 + 2 + 1 + 6);
});
