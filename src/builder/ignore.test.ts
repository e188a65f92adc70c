import { expect, test } from "vitest";
import { createMatcher, parseIgnore } from "./ignore.ts";

const ignored = (patterns: string, paths: string) => {
  const match = createMatcher(parseIgnore(patterns));
  return paths.split(" ").filter(match).join(" ");
};

// The table of Docker's own documentation of .dockerignore, in our paths.
test("a pattern matches a path and all below it; stars stay within a name, double stars do not", () => {
  expect(ignored("node_modules", "node_modules node_modules/a/b x/node_modules")).toBe("node_modules node_modules/a/b");
  expect(ignored("**/node_modules", "node_modules x/node_modules x/y/node_modules/z nodes")).toBe(
    "node_modules x/node_modules x/y/node_modules/z",
  );
  expect(ignored("*/temp*", "a/temp a/temporary.txt temp a/b/temp")).toBe("a/temp a/temporary.txt");
  expect(ignored("temp?", "temp tempa temp/a")).toBe("tempa");
  expect(ignored("*.md\n!README.md", "README.md a.md b/c.md")).toBe("a.md");
  expect(ignored("*.md\n!README*.md\nREADME-secret.md", "README.md README-secret.md")).toBe("README-secret.md");
  expect(ignored("# no\n\n/dir/ \n./x", "dir dir/a x")).toBe("dir dir/a x");
  expect(ignored("*\n!src\n!src/**", "src src/a b")).toBe("b");
});
