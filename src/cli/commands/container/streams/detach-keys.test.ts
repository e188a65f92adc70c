import { expect, test } from "vitest";
import { decode, encode } from "../../../../std/text.ts";
import { detachFilter, parseDetachKeys } from "./detach-keys.ts";

test("keys are characters or control characters", () => {
  expect([...parseDetachKeys("ctrl-p,ctrl-q,a,DEL,ctrl-@,ctrl-_")]).toEqual([16, 17, 97, 127, 0, 31]);
  expect(() => parseDetachKeys("ctrl-p,foo")).toThrow("Unknown character: 'foo'");
});

test("the beginning of the keys is held back until it is clear that it is no more than that", () => {
  const filter = detachFilter(parseDetachKeys("a,b"));
  const typed = ["xa", "c", "a", "a", "ab rest"].map((text) => {
    const { bytes, detached } = filter(encode(text));
    return [decode(bytes), detached];
  });
  expect(typed).toEqual([
    ["x", false],
    ["ac", false],
    ["", false],
    ["aa", false],
    ["", true],
  ]);
});
