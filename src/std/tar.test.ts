import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readerOf } from "./stream.ts";
import { encodeTar, entryData, tarEntry, tarStream } from "./tar.ts";
import { decodeTar, readTar, TarError } from "./tar-read.ts";
import { decode, encode } from "./text.ts";

const name = fc
  .array(fc.oneof(fc.string({ minLength: 1, maxLength: 12 }), fc.constantFrom("문서", "x".repeat(90), "é")), {
    minLength: 1,
    maxLength: 5,
  })
  .map((parts) => parts.map((p) => p.replace(/[/\0]|[\ud800-\udfff]/g, "_")).join("/"));
const entry = fc
  .tuple(
    name,
    fc.uint8Array({ maxLength: 1200 }),
    fc.integer({ min: 0, max: 2 ** 31 }),
    fc.integer({ min: 0, max: 2 ** 40 }),
  )
  .map(([n, data, uid, mtime]) => tarEntry(`f${n}f`, "file", { data, uid, mtime }));

test("what is written is read back, whole or as a stream", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { maxLength: 4 }), async (entries) => {
      const bytes = encodeTar(entries);
      expect(decodeTar(bytes)).toEqual(entries);
      const streamed = [];
      for await (const e of readTar(tarStream(entries))) streamed.push(e);
      expect(streamed).toEqual(entries);
    }),
  );
});

test("a member with a hole is written without its zeros, and GNU tar unpacks it whole", () => {
  const dir = mkdtempSync(join(tmpdir(), "drydock-tar-"));
  const entries = [tarEntry("big", "file", { data: encode("head"), hole: 5_000_000 })];
  const bytes = encodeTar(entries);
  expect(bytes.length).toBeLessThan(4096);
  expect(decodeTar(bytes)).toEqual(entries);
  expect(entryData(entries[0] ?? tarEntry("", "file")).length).toBe(5_000_004);
  writeFileSync(join(dir, "ours.tar"), bytes);
  execFileSync("tar", ["-C", dir, "-xf", join(dir, "ours.tar")]);
  const unpacked = readFileSync(join(dir, "big"));
  expect([unpacked.length, unpacked.subarray(0, 4).toString(), unpacked[5_000_003]]).toEqual([5_000_004, "head", 0]);
  rmSync(dir, { recursive: true });
});

test("a sparse member whose pieces do not fit is refused", () => {
  const bytes = encodeTar([tarEntry("big", "file", { data: encode("head"), hole: 5_000_000 })]);
  const at = decode(bytes).indexOf("map=0,4");
  bytes[at + 6] = "9".charCodeAt(0);
  expect(() => decodeTar(bytes)).toThrow(TarError);
});

test("GNU tar reads ours, and we read GNU's with its long names", async () => {
  const dir = mkdtempSync(join(tmpdir(), "drydock-tar-"));
  const long = `${"long-".repeat(30)}name.txt`;
  const entries = [
    tarEntry("d/", "directory"),
    tarEntry(`d/${long}`, "file", { data: encode("hello"), mtime: 1_700_000_000_000_000 }),
    tarEntry("d/문서.txt", "file", { data: encode("hangul") }),
    tarEntry("link", "symlink", { linkname: "d" }),
  ];
  writeFileSync(join(dir, "ours.tar"), encodeTar(entries));
  const listed = execFileSync("tar", ["--quoting-style=literal", "-tf", join(dir, "ours.tar")]).toString();
  expect(listed).toBe(`d/\nd/${long}\nd/문서.txt\nlink\n`);

  writeFileSync(join(dir, long), "hello");
  symlinkSync("y".repeat(120), join(dir, "to"));
  execFileSync("tar", ["-C", dir, "--format=gnu", "-cf", join(dir, "gnu.tar"), long, "to"]);
  const back = decodeTar(new Uint8Array(readFileSync(join(dir, "gnu.tar"))));
  expect(back.map((e) => [e.name, e.type, e.linkname, e.data.length])).toEqual([
    [long, "file", "", 5],
    ["to", "symlink", "y".repeat(120), 0],
  ]);
  rmSync(dir, { recursive: true });
});

test("what is no archive is refused in Go's words", async () => {
  const read = async (bytes: Uint8Array) => {
    for await (const _ of readTar(readerOf(bytes)));
  };
  await expect(read(encode("x".repeat(600)))).rejects.toEqual(new TarError("archive/tar: invalid tar header"));
  await expect(read(encode("short"))).rejects.toEqual(new TarError("unexpected EOF"));
  await read(new Uint8Array(0));
});
