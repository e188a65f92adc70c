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

test("the course's second chapter, typed in the page", async () => {
  const { run, page, errors } = await site.visit();
  expect(await run("docker run -d --name web -p 3000:80 nginx")).toMatch(
    /Unable to find image 'nginx:latest' locally[^]*[0-9a-f]{64}/,
  );
  expect(await run("docker ps --format '{{.Names}} {{.Ports}}'")).toContain("web 0.0.0.0:3000->80/tcp");
  expect(await run("curl -s localhost:3000 | grep h1")).toContain("Welcome to nginx!");
  expect(await run("docker rm web")).toContain("cannot remove container");
  await page.waitForSelector('[data-container="web"][data-state="running"]');
  expect(await run("docker stop web")).toContain("web");
  expect(await run("docker rmi nginx")).toContain("is using its referenced image");
  expect(await run("docker rm web && docker rmi nginx")).toContain("Untagged: nginx:latest");
  await page.waitForFunction(() => document.querySelectorAll("[data-image]").length === 0);
  expect(errors).toEqual([]);
});

test("copies both ways, names, and sharing: denied, login, push, pull", async () => {
  const { run, page, waitFor, errors } = await site.visit();
  await run("echo test > dummy/test.txt");
  await run("docker create --name box busybox");
  await run("docker cp dummy/. box:/test && docker cp box:/test back");
  expect(await run("cat back/test.txt")).toContain("test");
  await run("docker tag busybox ann/box:1");
  expect(await run("docker push ann/box:1")).toContain("denied: requested access to the resource is denied");
  await page.keyboard.type("docker login -u ann");
  await page.keyboard.press("Enter");
  await waitFor(/Password: ?$/);
  await page.waitForSelector("#notes .note");
  await page.keyboard.type("whatever");
  await page.keyboard.press("Enter");
  await waitFor(/Login Succeeded/);
  expect(await run("docker push ann/box:1")).toContain("1: digest: sha256:");
  expect(await run("docker rmi ann/box:1 && docker pull ann/box:1")).toContain(
    "Status: Downloaded newer image for ann/box:1",
  );
  // A reload comes to the same without the password, which nobody kept.
  await logged(page, "docker rmi ann/box:1 && docker pull ann/box:1");
  await page.reload();
  expect(await run("docker push -q ann/box:1")).toContain("ann/box:1");
  expect(await page.locator(".note").count()).toBe(0);
  expect(errors).toEqual([]);
});

test("a reload brings the session back; Reset is one button", async () => {
  const { run, page, waitFor, errors } = await site.visit();
  await run("docker run -d --name kept busybox sleep 1d");
  await run("echo remembered > note.txt");
  await logged(page, "echo remembered > note.txt");
  await page.reload();
  await waitFor(/remembered/);
  expect(await run("cat note.txt; docker ps --format '{{.Names}} {{.State}}'")).toMatch(/remembered\s+kept running/);
  await page.click("#reset");
  await page.click("dialog button[value='']");
  await page.waitForSelector("dialog", { state: "detached" });
  expect(await run("docker ps -q | wc -l")).toContain("1");
  await page.click("#reset");
  await page.click("dialog button[value='reset']");
  await waitFor(/^student@drydock:~\$ ?$/);
  expect(await run("docker ps -aq | wc -l")).toContain("0");
  expect(errors).toEqual([]);
});

test("an image that is not here: the real refusal, and beside it the nearest one that is", async () => {
  const { run, page } = await site.visit();
  expect(await run("docker pull nosuchimage")).toContain("pull access denied for nosuchimage");
  expect(await page.textContent("#notes")).toContain("nosuchimage");
});

test("Ctrl-C ends a flood at once, and typing stays responsive", async () => {
  const { run, page, waitFor, errors } = await site.visit();
  await waitFor(/\$ ?$/);
  await page.keyboard.type("yes");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1000);
  await page.keyboard.press("Control+c");
  await waitFor(/\^C\s+student@drydock:[^\n]*\$ ?$/);
  expect(await run("echo still here")).toContain("still here");
  expect(errors).toEqual([]);
});

test("a fork bomb and a runaway loop leave the page usable", async () => {
  const { run, page, waitFor, errors } = await site.visit();
  await waitFor(/\$ ?$/);
  await page.keyboard.type("bomb() { bomb | bomb & }; bomb");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1500);
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Enter");
  await page.keyboard.type("while true; do :; done");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(1500);
  await page.keyboard.press("Control+c");
  await page.keyboard.press("Enter");
  await page.waitForTimeout(500);
  expect(await run("echo alive")).toContain("alive");
  expect(errors).toEqual([]);
});

test("Hangul typed through an input method is edited and wrapped as it should", async () => {
  const { run, page, waitFor } = await site.visit({ korean: true });
  await waitFor(/\$ ?$/);
  const cdp = await page.context().newCDPSession(page);
  await page.keyboard.type("echo ");
  for (const step of ["ㅎ", "하", "한"])
    await cdp.send("Input.imeSetComposition", { text: step, selectionStart: 1, selectionEnd: 1 });
  // An input method commits a syllable only after the terminal has taken the one before.
  await cdp.send("Input.insertText", { text: "한" });
  await waitFor(/echo 한\s*$/);
  await cdp.send("Input.insertText", { text: "글" });
  await waitFor(/echo 한글\s*$/);
  await page.keyboard.press("Backspace");
  await waitFor(/echo 한\s*$/);
  await cdp.send("Input.insertText", { text: "국" });
  await waitFor(/echo 한국\s*$/);
  await page.keyboard.press("Home");
  await page.keyboard.press("End");
  await page.keyboard.press("Enter");
  await waitFor(/\n한국\s*\n/);
  expect(await run("echo 완료 | wc -m")).toContain("3");
});

test("the page fits a phone, in the dark and in the light", async () => {
  for (const dark of [true, false]) {
    const { run, page } = await site.visit({ width: 390, height: 780, dark });
    await run("docker run -d --name web nginx");
    await page.waitForSelector('[data-container="web"]');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe(dark ? "dark" : "light");
  }
});

test("with a finger: the terminal scrolls, and keys that a phone lacks are there", async () => {
  const context = await site.browser.newContext({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const { run, page, waitFor, errors } = await site.visit({ context });
  await run("seq 200");
  await page.waitForSelector("#touch-keys button");
  await page.waitForTimeout(300);
  const topRow = async () => Number(await page.textContent(".xterm-rows > div >> nth=0"));
  const before = await topRow();
  const cdp = await context.newCDPSession(page);
  const touch = (type: "touchStart" | "touchMove" | "touchEnd", ...y: number[]) =>
    cdp.send("Input.dispatchTouchEvent", { type, touchPoints: y.map((at) => ({ x: 150, y: at })) });
  await touch("touchStart", 150);
  for (let y = 160; y <= 400; y += 10) await touch("touchMove", y);
  await touch("touchEnd");
  await expect.poll(topRow).toBeLessThan(before - 8);
  await page.keyboard.type("sleep 100\n");
  await page.tap("#touch-keys button:has-text('^C')");
  await waitFor(/\^C\s+student@drydock:[^\n]*\$ ?$/);
  expect(errors).toEqual([]);
});

test("exit and Ctrl-D start a new login shell", async () => {
  const { run, page, waitFor } = await site.visit();
  await run("X=1");
  await page.keyboard.type("exit");
  await page.keyboard.press("Enter");
  expect(await run("echo [$X]")).toContain("[]");
  await page.keyboard.press("Control+d");
  await page.waitForTimeout(300);
  await waitFor(/\$ ?$/);
  expect(await run("sudo whoami")).toContain("root");
});
