import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { played } from "./sessions.ts";

// What the real client and server showed for each session (see sessions.ts).

const folder = new URL("./sessions/", import.meta.url);

for (const file of readdirSync(folder).sort())
  test(file.slice(0, -4), async () => {
    const text = readFileSync(new URL(file, folder), "utf8");
    expect((await played(text)).trimEnd()).toBe(text.trimEnd());
  });
