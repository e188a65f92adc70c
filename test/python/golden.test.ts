import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { playGolden } from "./golden-player.ts";
import { standard, type Transcript } from "./standard.ts";

// Sessions with the real packages of Debian 13 (golden/*.scn, recorded by record.py): the same must come of ours, but for what
// `standard` names.

const FOLDER = join(import.meta.dirname, "golden");

const shown = ({ steps }: Pick<Transcript, "steps">) =>
  steps.map(({ cmd, stdout, stderr, exit }) => ({ cmd, exit, stdout: standard(stdout), stderr: standard(stderr) }));

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".scn"))) {
  const text = readFileSync(join(FOLDER, file), "utf8");
  test(`${file}: ${/^# (.*)/.exec(text)?.[1]}`, { timeout: 120_000 }, async () => {
    const real = JSON.parse(readFileSync(join(FOLDER, file.replace(/scn$/, "json")), "utf8"));
    expect(shown(await playGolden(text))).toEqual(shown(real));
  });
}
