import { expect, test } from "vitest";
import { DARK, LIGHT } from "./theme.ts";

/** WCAG's contrast ratio of two colours. */
function contrast(a: string, b: string): number {
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [dim = 0, bright = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

test.each([
  ["dark", DARK],
  ["light", LIGHT],
])("every colour of text can be read on the %s ground, and text on a selection, too", (name, theme) => {
  const { background = "", selectionBackground = "", foreground = "", ...colours } = theme;
  const pairs = Object.entries(colours).flatMap(([colour, value]) =>
    // Black on the dark ground is lifted by xterm (minimumContrastRatio); a cursor's text lies on the cursor.
    typeof value === "string" && !(name === "dark" && colour === "black") && colour !== "cursorAccent"
      ? [[colour, contrast(value, background)] as const]
      : [],
  );
  expect(pairs.filter(([, ratio]) => ratio < 4.5)).toEqual([]);
  expect(contrast(foreground, background)).toBeGreaterThan(7);
  expect(contrast(foreground, selectionBackground as string)).toBeGreaterThan(7);
});
