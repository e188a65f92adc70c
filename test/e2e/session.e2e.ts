import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./page.ts";
import { logged, saved } from "./stored.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

/** Changes what is stored under the current session's `name` (or under all of it). */
async function tamper(page: Page, name: string, change: (value: unknown) => unknown): Promise<void> {
  await page.evaluate(
    ({ name, change }) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("drydock", 1);
        opening.onsuccess = () => {
          const transaction = opening.result.transaction("session", "readwrite");
          const store = transaction.objectStore("session");
          const current = store.get("current");
          current.onsuccess = () => {
            const key = `${current.result}/${name}`;
            const value = store.get(key);
            value.onsuccess = () => store.put(new Function(`return (${change})`)()(value.result), key);
          };
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    { name, change: change.toString() },
  );
}

test("a log that comes to another state than it did: the last saved state is back with its containers stopped", async () => {
  const { run, page, errors, waitFor } = await site.visit();
  await run("docker run -d --name kept busybox sleep 1d");
  await run("echo remembered > note.txt");
  await saved(page);
  await tamper(page, "log", (log) => {
    const { entries } = log as { entries: { digest?: string }[] };
    for (const e of entries) if (e.digest) e.digest = `sha256:${"0".repeat(64)}`;
    return log;
  });
  await page.reload();
  await page.waitForSelector("#notes .note");
  expect(await page.textContent("#notes .note span")).toContain("with its containers stopped");
  const list = "cat note.txt; docker ps -a --format '{{.Names}} {{.Status}}'";
  expect(await run(list)).toMatch(/remembered\s+kept Exited \(255\)/);
  await page.waitForSelector('[data-container="kept"][data-state="exited"]');
  // The session goes on from there, and comes back from there.
  await run("docker start kept; echo more >> note.txt");
  await saved(page);
  await page.reload();
  await waitFor(/more >> note/);
  expect(await run(list)).toMatch(/remembered\s+more\s+kept Up/);
  expect(await page.locator("#notes .note").count()).toBe(0);
  expect(errors).toEqual([]);
});

test("a session that cannot be read is kept aside, can be downloaded and deleted; the machine is a new one", async () => {
  const damages: ((log: unknown) => unknown)[] = [
    () => 7,
    () => ({}),
    () => "text",
    (log) => ({ ...(log as object), entries: [{ step: "x" }] }),
    (log) => ({ ...(log as object), base: "sha256:0" }),
    (log) => ({ ...(log as object), seed: null }),
  ];
  const { run, page, errors, waitFor } = await site.visit();
  for (const damage of damages) {
    await run("echo lost");
    await logged(page, "echo lost");
    await tamper(page, "log", damage);
    await tamper(page, "root", () => new Uint8Array([1, 2, 3]));
    await page.reload();
    await waitFor(/^student@drydock:~\$ ?$/);
    await page.waitForSelector("#notes .note");
    expect(await page.textContent("#notes .note span")).toContain("could not be read");
  }
  const downloading = page.waitForEvent("download");
  await page.click("#notes button:has-text('Download')");
  const path = await (await downloading).path();
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({ drydock: "session", root: "AQID" });
  await page.click("#notes button:has-text('Delete')");
  expect(await page.locator("#notes .note").count()).toBe(0);
  // The keys go to the terminal again.
  expect(await run("echo alive")).toContain("alive");
  expect(errors).toEqual([]);
});
