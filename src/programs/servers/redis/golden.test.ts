import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createNet } from "../testing.ts";

const FOLDER = fileURLToPath(new URL("golden/", import.meta.url));

/** `> command` and what was printed, as `golden/record.sh` wrote it. */
function blocks(text: string): { readonly command: string; readonly printed: string }[] {
  return text
    .split(/^> /m)
    .slice(1)
    .map((block) => {
      const end = block.indexOf("\n");
      return { command: block.slice(0, end), printed: block.slice(end + 1) };
    });
}

test.each(readdirSync(FOLDER).filter((name) => name.endsWith(".txt")))("as redis-server 8.0.2: %s", async (name) => {
  const net = createNet();
  const store = net.box("store", { "/data/x": "" });
  store.start("redis-server --dir /data");
  await net.pass(1);
  let ours = "";
  const recorded = readFileSync(FOLDER + name, "utf8");
  for (const { command } of blocks(recorded)) {
    const printed = await store.run(`redis-cli --no-raw <<< ${command}\\n`);
    ours += `> ${command}\n${printed}`;
  }
  expect(ours).toBe(recorded);
});
