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

test("a second terminal stops what the first is attached to; a reload brings both back", async () => {
  const { run, page, waitFor, errors } = await site.visit();
  await waitFor(/\$ ?$/);
  await page.keyboard.type("docker run --rm --name loud busybox yes");
  await page.keyboard.press("Enter");
  await waitFor(/y\ny\ny\n/);
  await page.click("#new-terminal");
  await waitFor(/^student@drydock:~\$ ?$/);
  expect(await run("docker stop -t 1 loud && docker ps -aq | wc -l")).toMatch(/loud\s+0/);
  await page.click("#terminals [aria-pressed]:has-text('1')");
  await waitFor(/y\nstudent@drydock:~\$ ?$/);
  await logged(page, "docker stop -t 1 loud && docker ps -aq | wc -l");
  await page.reload();
  await page.waitForSelector("#terminals [aria-pressed]:has-text('2')");
  await waitFor(/docker stop -t 1 loud/);
  await page.click("#terminals .cross >> nth=1");
  expect(await page.locator("#terminals").isHidden()).toBe(true);
  expect(await run("echo on")).toContain("on");
  expect(errors).toEqual([]);
});

test.each([
  ["there are no workers", "delete window.Worker"],
  ["workers are refused", "window.Worker = class { constructor() { throw new Error('refused'); } }"],
  [
    "the worker's code does not come",
    "window.Worker = class extends Worker { constructor() { super('./nowhere.js', { type: 'module' }); } }",
  ],
])("where %s the machine runs on the page's thread", async (_why, script) => {
  const { page, run, waitFor, errors } = await site.visit({ script });
  expect(await run("docker run --rm busybox echo here")).toContain("here");
  await page.keyboard.type("yes");
  await page.keyboard.press("Enter");
  await waitFor(/y\ny\ny\n/);
  await page.keyboard.press("Control+c");
  await waitFor(/\^C\s+student@drydock:[^\n]*\$ ?$/);
  expect(errors.filter((e) => !e.includes("nowhere.js") && !e.includes("404"))).toEqual([]);
});

test("a machine that is stuck is said to be, and starts from its last saved state", async () => {
  const { page, run, waitFor, errors } = await site.visit();
  await run("docker run -d --name kept busybox sleep 1d");
  await saved(page);
  // A pattern that nobody comes to the end of.
  await page.keyboard.type(`echo ${"a".repeat(60)}b | grep -E '(a+)+$'`);
  await page.keyboard.press("Enter");
  await page.waitForSelector("#notes button:has-text('last saved state')", { timeout: 30_000 });
  await page.click("#notes button:has-text('last saved state')");
  await page.waitForSelector("#notes .note:has-text('as it was last saved')");
  await waitFor(/^student@drydock:~\$ ?$/);
  expect(await run("docker ps -a --format '{{.Names}} {{.State}}'")).toContain("kept exited");
  expect(errors).toEqual([]);
});

test("what goes wrong in the worker is said on the page", async () => {
  const { page, waitFor } = await site.visit({
    script:
      "window.Worker = class extends Worker { constructor(...a) { super(...a); window.fault = (data) => this.dispatchEvent(new MessageEvent('message', { data })); } }",
  });
  await waitFor(/\$ ?$/);
  await page.evaluate(() => (window as unknown as { fault(data: unknown): void }).fault({ failed: "it <b>broke</b>" }));
  await page.waitForSelector(".note");
  expect(await page.textContent("#notes")).toContain("Something went wrong in the machine: it <b>broke</b>");
});
