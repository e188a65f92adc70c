import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withServer } from "./testing/with-server.ts";

// Programs that printed this with the real packages against redis-server 8.0.2 (`golden-redis/record.sh`).

const folder = join(import.meta.dirname, "golden-redis");
const recorded = readdirSync(folder).filter((f) => f.endsWith(".txt"));

test.each(recorded)("%s", { timeout: 60_000 }, async (file) => {
  const [, name = "", version = ""] = /^(\w+)-(.*)\.txt$/.exec(file) ?? [];
  const program = readFileSync(join(folder, `${name}.cjs`), "utf8");
  const { stdout, stderr } = await withServer(["redis-server"], [[name, version]], program);
  const printed = (stdout + stderr).replace(/\/\S*?\/node_modules\//g, "/app/node_modules/");
  expect(printed.split("\n")).toEqual(readFileSync(join(folder, file), "utf8").split("\n"));
});
