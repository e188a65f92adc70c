import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./page.ts";
import { logged } from "./stored.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

test("two tabs go on from one session, each by itself; each comes back to its own; Reset is one tab's", async () => {
  const first = await site.visit();
  await first.run("docker run -d --name shared busybox sleep 1d");
  await logged(first.page, "docker run -d --name shared busybox sleep 1d");
  const second = await site.visit({ context: first.page.context() });
  await second.waitFor(/shared/);
  const names = "docker ps --format '{{.Names}}' | sort | tr '\\n' ' '";
  await first.run("docker run -d --name of-first busybox sleep 1d");
  await second.run("docker run -d --name of-second busybox sleep 1d");
  // Both have saved their states and tidied up more than once.
  for (const tab of [first, second, second]) {
    await tab.run("true");
    await tab.page.waitForTimeout(2900);
  }
  await first.page.reload();
  expect(await first.run(names)).toMatch(/of-first shared\s/);
  await second.page.reload();
  expect(await second.run(names)).toMatch(/of-second shared\s/);
  await second.page.click("#reset");
  await second.page.click("dialog button[value='reset']");
  await second.waitFor(/^student@drydock:~\$ ?$/);
  expect(await second.run("docker ps -aq | wc -l")).toMatch(/\n\s*0\s/);
  await first.page.reload();
  expect(await first.run(names)).toMatch(/of-first shared\s/);
  expect([...first.errors, ...second.errors]).toEqual([]);
});

test("a session as a file: downloaded, opened in another browser; what is no session is refused and harms nothing", async () => {
  const { run, page, errors } = await site.visit();
  await run("docker run -d --name carried busybox sleep 1d");
  await run("echo remembered > note.txt");
  await page.click("#help");
  const downloading = page.waitForEvent("download");
  await page.click("dialog button:has-text('Download this session')");
  const path = await (await downloading).path();
  const session = JSON.parse(readFileSync(path, "utf8"));
  expect(session).toMatchObject({ drydock: "session", log: { catalog: "official" } });

  const other = await site.visit();
  await other.run("echo before > mine.txt");
  await other.page.click("#help");
  const bad = ["", "{", "[]", "null", '{"drydock":"session"}', JSON.stringify({ ...session, log: { entries: 7 } })];
  for (const [i, text] of [...bad, readFileSync(join(import.meta.dirname, "../../docs/screenshot.png"))].entries()) {
    const name = `bad-${i}.json`;
    await other.page.setInputFiles("dialog input[type=file]", {
      name,
      mimeType: "application/json",
      buffer: Buffer.from(text),
    });
    // Each of them is refused by its name, not by what was said of the one before.
    await expect.poll(() => other.page.textContent("dialog [role=alert]")).toBe(`${name} holds no Drydock session.`);
  }
  await other.page.keyboard.press("Escape");
  await other.page.waitForSelector("dialog", { state: "detached" });
  expect(await other.run("cat mine.txt")).toContain("before");
  await other.page.click("#help");
  const loaded = other.page.waitForEvent("load");
  await other.page.setInputFiles("dialog input[type=file]", path);
  await loaded;
  await other.waitFor(/remembered/);
  expect(await other.run("cat note.txt; docker ps --format '{{.Names}} {{.State}}'")).toMatch(
    /remembered\s+carried running/,
  );
  // From now on it is that browser's.
  await logged(other.page, "docker ps --format '{{.Names}} {{.State}}'");
  await other.page.reload();
  expect(await other.run("docker ps --format '{{.Names}}'")).toContain("carried");
  expect([...errors, ...other.errors]).toEqual([]);
});

test.each([
  ["refused", "indexedDB.open = () => { throw new DOMException('no', 'SecurityError'); }"],
  ["not there", "Object.defineProperty(window, 'indexedDB', { value: undefined })"],
  ["full", "IDBObjectStore.prototype.put = function () { this.transaction.abort(); return this.get('current'); }"],
])("where storage is %s the page says once that nothing is kept, and all else works", async (_why, script) => {
  const { run, page, errors } = await site.visit({
    script: `${script}; Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });`,
  });
  expect(await run("docker run --rm busybox echo works")).toContain("works");
  await page.waitForSelector(".note:has-text('keeps nothing')");
  const downloading = page.waitForEvent("download");
  await page.click(".note button:has-text('Download')");
  expect(JSON.parse(readFileSync(await (await downloading).path(), "utf8"))).toMatchObject({ drydock: "session" });
  await page.click(".note button:has-text('×')");
  await page.click("#terminal");
  await run("echo on");
  await page.waitForTimeout(600);
  expect(await page.locator(".note").count()).toBe(0);
  expect(errors).toEqual([]);
});

test("on plain http, without what browsers keep for https, the page works as well", async () => {
  const { run, page, errors, waitFor } = await site.visit({ host: "school.test" });
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  await run("docker run -d --name web -p 3000:80 nginx");
  expect(await run("curl -s localhost:3000 | grep h1")).toContain("Welcome");
  await page.waitForTimeout(3500);
  await page.reload();
  await waitFor(/Welcome/);
  expect(await run("docker ps --format '{{.Names}}'")).toContain("web");
  expect(errors).toEqual([]);
});

test("without a network the terminal says what did not come, and all comes when the network is back", async () => {
  const { run, page, waitFor } = await site.visit();
  await waitFor(/\$ ?$/);
  await page.context().setOffline(true);
  expect(await run("docker ps")).toMatch(/drydock: a part of this page could not be loaded. Is the browser offline\?/);
  await page.waitForSelector("#notes:has-text('Is this browser offline?')");
  await page.context().setOffline(false);
  expect(await run("docker ps -a")).toContain("CONTAINER ID");
  await page.waitForSelector("#tabs [role=tab]", { timeout: 20_000 });
  expect(await page.textContent("#notes")).toBe("");
});

test("from the second visit on what has been used comes without a network, session and all", async () => {
  const own = await openSite();
  try {
    const { run, page, errors, waitFor } = await own.visit();
    await run("echo hi");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
    await page.reload();
    await run("docker run -d --name kept busybox sleep 1d");
    const list = "docker ps --format '{{.Names}} {{.State}}'";
    await run(list);
    await page.waitForSelector('[data-container="kept"]');
    await logged(page, list);
    // What was fetched is kept a moment later.
    const fetched = own.server.taken().files.filter((f) => f.startsWith("assets/") && !f.includes("pyodide"));
    await expect
      .poll(() => page.evaluate(async () => (await (await caches.open("drydock-site")).keys()).map((r) => r.url)))
      .toEqual(expect.arrayContaining([expect.stringContaining(fetched.at(-1) ?? "")]));
    await own.server.close();
    await page.reload();
    await waitFor(/kept busybox/);
    expect(await run(list)).toContain("kept running");
    await page.waitForSelector('[data-container="kept"]');
    // What has not been used says so.
    expect(await run("docker volume ls")).toContain("drydock: a part of this page could not be loaded.");
    expect(errors).toEqual([]);
  } finally {
    await own.browser.close();
  }
});
