import { describe, expect, test } from "vitest";
import type { HostEntry } from "../../machine/types.ts";
import { foldersAbove, shortPath } from "./folders.ts";
import { type FileReader, readContent } from "./read.ts";

const encoder = new TextEncoder();

/** A folder `/f` with these files. */
function reader(files: Readonly<Record<string, Uint8Array | Error>>): FileReader {
  return {
    async readdir(path) {
      if (path !== "/f") throw new Error("ENOENT");
      const all = Object.entries(files).map(
        ([name, data]): HostEntry => ({ name, kind: "file", size: data instanceof Error ? 0 : data.length }),
      );
      return [...all, { name: "sub", kind: "directory", size: 0 }];
    },
    async readFile(path) {
      const data = files[path.slice("/f/".length)];
      if (data instanceof Uint8Array) return data;
      throw data ?? new Error("ENOENT");
    },
  };
}

test("what is there of a file for an editor", async () => {
  const files = reader({
    text: encoder.encode("\ufeffa\r\nb"),
    empty: new Uint8Array(0),
    zero: new Uint8Array([65, 0]),
    latin: new Uint8Array([0xe9, 0x20]),
    huge: new Uint8Array(500_001).fill(65),
    secret: new Error("EACCES"),
  });
  expect(await readContent(files, "/f/text")).toEqual({ kind: "text", text: "\ufeffa\r\nb" });
  expect(await readContent(files, "/f/empty")).toEqual({ kind: "text", text: "" });
  expect(await readContent(files, "/f/zero")).toEqual({ kind: "binary" });
  expect(await readContent(files, "/f/latin")).toEqual({ kind: "binary" });
  expect(await readContent(files, "/f/huge")).toEqual({ kind: "large", size: 500_001 });
  expect(await readContent(files, "/f/secret")).toEqual({ kind: "unreadable" });
  expect(await readContent(files, "/f/sub")).toEqual({ kind: "folder" });
  expect(await readContent(files, "/f/none")).toEqual({ kind: "none" });
  expect(await readContent(files, "/elsewhere/x")).toEqual({ kind: "none" });
});

describe("paths", () => {
  test("the folders that a file lies in", () => {
    expect(foldersAbove("/home/s/a/b/c.txt", "/home/s")).toEqual(["/home/s/a", "/home/s/a/b"]);
    expect(foldersAbove("/home/s/c.txt", "/home/s")).toEqual([]);
    expect(foldersAbove("/etc/nginx/c.conf", "/home/s")).toEqual([]);
    expect(foldersAbove("/etc/hosts", "/")).toEqual(["/etc"]);
  });
  test("the home folder is a tilde", () => {
    expect(["/home/s", "/home/s/a", "/home/st"].map((p) => shortPath(p, "/home/s"))).toEqual(["~", "~/a", "/home/st"]);
  });
});
