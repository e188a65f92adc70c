import { expect, test } from "vitest";
import { gitFailure, isGit, isRemote, needsKey } from "./git.ts";

const KINDS: readonly [source: string, remote: boolean, git: boolean, key: boolean][] = [
  ["app.js", false, false, false],
  ["http://localhost:8000/hello.txt", true, false, false],
  ["https://example.com/a.git", true, true, false],
  ["https://example.com/a.git#main:app", true, true, false],
  ["https://example.com/a.git.tar.gz", true, false, false],
  ["git://example.com/a", true, true, false],
  ["git@example.com:a/b.git", true, true, true],
  ["ssh://git@example.com/a.git", true, true, true],
];

test("an address is a repository by its protocol or by its name's end", () => {
  const told = KINDS.map(([source]) => [source, isRemote(source), isGit(source), needsKey(source)]);
  expect(told).toEqual(KINDS);
});

test("a branch that is named is fetched, else the default one is asked for", () => {
  const noGit = 'git stderr:\n: exec: "git": executable file not found in $PATH';
  const url = "https://example.com/a.git";
  expect(gitFailure(url)).toBe(`error fetching default branch for repository ${url}: ${noGit}`);
  expect(gitFailure(`${url}#:app`)).toBe(`error fetching default branch for repository ${url}: ${noGit}`);
  expect(gitFailure(`${url}#v1:app`)).toBe(`failed to fetch remote ${url}: ${noGit}`);
});
