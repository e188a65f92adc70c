import { expect, test } from "vitest";
import { tarEntry } from "../../../../std/tar.ts";
import { CliError } from "../../../command.ts";
import { cleanPath, keepEnding, splitEntry } from "../../../lib/path.ts";
import { arrange, type CopyInfo } from "./copy-info.ts";
import { rename } from "./pack.ts";
import { splitPlace } from "./request.ts";

const info = (path: string, kind?: "file" | "folder"): CopyInfo => ({
  path,
  exists: kind !== undefined,
  isFolder: kind === "folder",
  rebaseName: "",
});

test("a container stands before the colon, unless the text is a path", () => {
  expect(["box:/x", "box:", "./a:b", "/a:b", "a"].map((text) => splitPlace(text).container)).toEqual([
    "box",
    "box",
    "",
    "",
    "",
  ]);
});

test("paths are cleaned, and what a slash or a dot at the end means is kept", () => {
  expect(["/a/../b//c/.", "a/../../b", "/..", ""].map(cleanPath)).toEqual(["/b/c", "../b", "/", "."]);
  expect([keepEnding("/w/site", "site/."), keepEnding("/w/site", "site/"), keepEnding("/w", ".")]).toEqual([
    "/w/site/.",
    "/w/site/",
    "/w/.",
  ]);
  expect(["/a/b", "/a/b/.", "/", "/."].map(splitEntry)).toEqual([
    ["/a", "b"],
    ["/a/b", "."],
    ["/", "/"],
    ["/", "."],
  ]);
});

test("into a folder as it is; else beside it under the destination's name; some combinations are refused", () => {
  const plan = (source: CopyInfo, destination: CopyInfo) => {
    try {
      return arrange(source, destination);
    } catch (error) {
      return error instanceof CliError ? error.message : error;
    }
  };
  const [file, folder] = [info("/h/a", "file"), info("/h/site", "folder")];
  expect([
    plan(file, info("/tmp/", "folder")),
    plan(file, info("/tmp/b", "file")),
    plan(folder, info("/srv")),
    plan(info("/h/site/.", "folder"), info("/srv")),
    plan(folder, info("/tmp/b", "file")),
    plan(file, info("/nosuch/")),
  ]).toEqual([
    { folder: "/tmp/", from: "", to: "" },
    { folder: "/tmp", from: "a", to: "b" },
    { folder: "/", from: "site", to: "srv" },
    { folder: "/", from: ".", to: "srv" },
    "cannot copy directory",
    "no such directory",
  ]);
});

test("members are renamed at their beginning alone", () => {
  const names = (from: string, ...all: string[]) => all.map((name) => rename(tarEntry(name, "file"), from, "to").name);
  expect(names("site", "site/", "site/css/site/x", "siteother")).toEqual(["to/", "to/css/site/x", "siteother"]);
  expect(names(".", "./", "./css/main.css", ".")).toEqual(["to/", "to/css/main.css", "to/"]);
  expect(names("", "//", "bin/sh", "/bin/sh")).toEqual(["to/", "to/bin/sh", "to/bin/sh"]);
});
