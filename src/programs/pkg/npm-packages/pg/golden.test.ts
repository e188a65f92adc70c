import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withServer } from "../testing/with-server.ts";

// What each program printed with the real pg 8.13.1 on Node 20 against PostgreSQL 18.6 on 127.0.0.1. Where several connections
// take turns (`order: any`), the order of lines is not compared.

const folder = new URL("./golden/", import.meta.url);

for (const file of readdirSync(folder).filter((f) => f.endsWith(".cjs")))
  test(file.slice(0, -4), async () => {
    const read = (name: string) => readFileSync(new URL(name, folder), "utf8");
    const source = read(file);
    // Of a stack only its end is compared: the packages' files are others.
    const lines = (text: string) => {
      const all = text
        .replace(/^ {4}at .*[^{]\n/gm, "")
        .replace(/^ {4}at .*\{$/gm, "    at {")
        .split("\n");
      return source.includes("// order: any\n") ? all.sort() : all;
    };
    const got = await withServer(["postgres"], [["pg", "8.13.1"]], source);
    expect({ ...got, stdout: lines(got.stdout) }).toEqual({
      stdout: lines(read(file.replace(".cjs", ".txt"))),
      stderr: "",
      status: 0,
    });
  }, 60_000);
