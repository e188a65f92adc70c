import fc from "fast-check";
import { expect, test } from "vitest";
import { packVersions, unpackVersions } from "./npm-versions.ts";

test("releases in their short form", () => {
  expect(packVersions(["4.17.0", "4.17.1", "4.17.2", "4.17.5", "4.18.0"])).toBe("4.17:0-2,5 4.18:0");
});

test("what is packed comes out again", () => {
  const number = fc.integer({ min: 0, max: 30 });
  const releases = fc
    .uniqueArray(fc.tuple(number, number, number), { minLength: 1, selector: (v) => v.join(".") })
    .map((list) => list.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).map((v) => v.join(".")));
  fc.assert(
    fc.property(releases, (list) => {
      expect(unpackVersions(packVersions(list))).toEqual(list);
    }),
  );
});
