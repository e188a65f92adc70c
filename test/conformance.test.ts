import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compare } from "./compare.mjs";
import { play } from "./play/player.ts";
import { parseScenario } from "./play/scenario.ts";

/**
 * The recorded sessions on our machine. `floors.json` says how many steps of each area (the first word of a session's name)
 * were identical when it was last raised: fewer fail. Raise it with `npm run conformance -- --raise`, never lower it.
 */
const folder = join(import.meta.dirname, "conformance");
const floors = JSON.parse(readFileSync(join(import.meta.dirname, "floors.json"), "utf8")) as Record<string, number>;
const sessions = readdirSync(folder)
  .filter((f) => f.endsWith(".scn"))
  .map((f) => f.slice(0, -4));
const areas = [...new Set(sessions.map((s) => s.split("-")[0] ?? ""))].sort();

for (const area of areas) {
  test(`${area}: at least ${floors[area] ?? 0} steps as real Docker prints them, and none that throws or hangs`, async () => {
    let same = 0;
    const broken: string[] = [];
    for (const name of sessions.filter((s) => s.split("-")[0] === area)) {
      const steps = await play(parseScenario(readFileSync(join(folder, `${name}.scn`), "utf8")));
      for (const s of steps) if (s.failed !== undefined) broken.push(`${name}: ${s.cmd}: ${s.failed}`);
      const golden = JSON.parse(readFileSync(join(folder, `${name}.json`), "utf8")) as Parameters<typeof compare>[0];
      same += compare(golden, { steps }).filter((row) => row.same).length;
    }
    expect(broken).toEqual([]);
    expect(same).toBeGreaterThanOrEqual(floors[area] ?? 0);
  }, 300_000);
}
