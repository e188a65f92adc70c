import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { familiarName, familiarString, fullString, parseNormalized, withDefaultTag } from "./reference.ts";

const HEX = "a".repeat(64);

function read(text: string): string {
  try {
    return fullString(parseNormalized(text));
  } catch (e) {
    return e instanceof Error ? `! ${e.message}` : "";
  }
}

test.each([
  ["nginx", "docker.io/library/nginx"],
  ["nginx:1.27", "docker.io/library/nginx:1.27"],
  ["student/app", "docker.io/student/app"],
  ["docker.io/foo", "docker.io/library/foo"],
  ["index.docker.io/foo:2", "docker.io/library/foo:2"],
  ["localhost/foo", "localhost/foo"],
  ["Localhost/foo", "Localhost/foo"],
  ["localhost:5000/my/app:1", "localhost:5000/my/app:1"],
  ["[::1]:5000/foo", "[::1]:5000/foo"],
  ["a.b:99999/foo", "a.b:99999/foo"],
  ["foo__bar", "docker.io/library/foo__bar"],
  [`${HEX}:x`, `docker.io/library/${HEX}:x`],
  [`foo:1@sha256:${HEX}`, `docker.io/library/foo:1@sha256:${HEX}`],
])("a name as typed is completed: %s", (typed, full) => {
  expect(read(typed)).toBe(full);
});

test.each([
  ["", "invalid reference format"],
  [" ", "invalid reference format"],
  ["foo:", "invalid reference format"],
  [":foo", "invalid reference format"],
  ["foo//bar", "invalid reference format"],
  ["foo..bar", "invalid reference format"],
  ["foo___bar", "invalid reference format"],
  ["foo-", "invalid reference format"],
  ["-foo", "invalid reference format"],
  ["foo bar", "invalid reference format"],
  ["a.b:x/foo", "invalid reference format"],
  ["http://foo/bar", "invalid reference format"],
  ["docker.io/", "invalid reference format"],
  ["한글", "invalid reference format"],
  ["busybox:1.36:2", "invalid reference format"],
  [`foo:${"t".repeat(129)}`, "invalid reference format"],
  ["foo@sha256:abc", "invalid reference format"],
  ["Foo", "invalid reference format: repository name (library/Foo) must be lowercase"],
  ["foo/Bar:1", "invalid reference format: repository name (foo/Bar) must be lowercase"],
  ["Foo:Bar@x", "invalid reference format: repository name (library/Foo) must be lowercase"],
  [HEX, `invalid repository name (${HEX}), cannot specify 64-byte hexadecimal strings`],
  ["b".repeat(248), "repository name must not be more than 255 characters"],
  [`foo@md5:${HEX}`, "unsupported digest algorithm"],
  [`foo@sha256:${HEX}aa`, "invalid checksum digest length"],
  [`foo@sha256:${HEX.toUpperCase()}`, "invalid checksum digest format"],
])("a bad name is refused with Docker's words: %s", (typed, message) => {
  expect(read(typed)).toBe(`! ${message}`);
});

describe("the familiar form", () => {
  test.each([
    ["nginx", "nginx"],
    ["docker.io/library/nginx:1", "nginx:1"],
    ["library/a/b", "library/a/b"],
    ["docker.io/student/app", "student/app"],
    ["localhost:5000/library/app", "localhost:5000/library/app"],
  ])("%s is shown as %s", (typed, shown) => {
    expect(familiarString(parseNormalized(typed))).toBe(shown);
  });

  const word = fc.stringMatching(/^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+){0,2}$/);
  const domain = fc.constantFrom("", "localhost/", "localhost:5000/", "example.org/", "ghcr.io:443/", "[::1]:80/");
  const tag = fc.option(fc.stringMatching(/^\w[\w.-]{0,20}$/), { nil: undefined });
  const digest = fc.option(
    fc.stringMatching(/^[0-9a-f]{64}$/).map((h) => `sha256:${h}`),
    { nil: undefined },
  );
  const typed = fc
    .tuple(domain, fc.array(word, { minLength: 1, maxLength: 3 }), tag, digest)
    .filter(([d, path]) => d !== "" || path.length === 1 || !path[0]?.includes(".")) // that would be a domain
    .map(([d, path, t, g]) => `${d}${path.join("/")}${t === undefined ? "" : `:${t}`}${g === undefined ? "" : `@${g}`}`)
    .filter((text) => !/^[a-f0-9]{64}$/.test(text));

  test("read again, both forms name the same image", () => {
    fc.assert(
      fc.property(typed, (text) => {
        const ref = parseNormalized(text);
        expect(parseNormalized(familiarString(ref))).toEqual(ref);
        expect(parseNormalized(fullString(ref))).toEqual(ref);
        expect(familiarName(withDefaultTag(ref))).toBe(familiarName(ref));
      }),
    );
  });

  test("any text either parses or is refused with a message", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => void read(text)));
  });
});
