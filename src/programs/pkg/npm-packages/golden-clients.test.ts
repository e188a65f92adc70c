import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withServer } from "./testing/with-server.ts";

// Programs that printed this with the real packages, redis's against redis-server 8.0.2 (`golden-clients/record.sh`).

const folder = join(import.meta.dirname, "golden-clients");
const recorded = readdirSync(folder).filter((f) => f.endsWith(".txt"));

test.each(recorded)("%s", { timeout: 60_000 }, async (file) => {
  const [, name = "", version = ""] = /^([\w-]+)-([\d.]+)\.txt$/.exec(file) ?? [];
  const program = readFileSync(join(folder, `${name}.cjs`), "utf8");
  const npm = /^\/\/ npm: (\S+)/.exec(program)?.[1] ?? "";
  const { stdout, stderr } = await withServer(["redis-server"], [[npm, version]], program);
  // What is said on standard error stands in between in the recording.
  const printed = `${stdout}${stderr}`
    .replace(/\/\S*?\/node_modules\//g, "/app/node_modules/")
    .replace(/\(node:\d+\)/g, "(node:N)");
  const lines = (text: string) => text.split("\n").filter((l) => l !== "");
  const wanted = lines(readFileSync(join(folder, file), "utf8"));
  const said = (l: string) => /^\(node:N\)|^\(Use `node/.test(l);
  expect(lines(printed)).toEqual([...wanted.filter((l) => !said(l)), ...wanted.filter(said)]);
});
