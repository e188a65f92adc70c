import axe from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSite, type Site } from "./page.ts";

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(async () => {
  await site.close();
});

/** What axe finds wrong, as lines. What a served site shows in the browser's frame is that site's matter. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import("axe-core") };
    const { violations } = await axe.run(document, { iframes: false });
    return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.html.slice(0, 200)}`));
  });
}

/** What can be clicked and is smaller than 24 by 24. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("button, summary, input, [role=tab]")]
      .filter((e) => e.getClientRects().length > 0)
      .map((e) => ({ box: e.getBoundingClientRect(), text: e.outerHTML.slice(0, 80) }))
      .filter(({ box, text }) => Math.min(box.width, box.height) < 24 && !/checkbox/.test(text))
      .map(({ box, text }) => `${box.width}x${box.height} ${text}`),
  );
}

test.each([
  ["dark", { dark: true }],
  ["light, in Korean, on a phone", { dark: false, korean: true, width: 390, height: 844 }],
])("axe finds nothing, and nothing is too small to hit: %s", async (_name, look) => {
  const { run, page, errors } = await site.visit(look);
  const sound = async (state: string) =>
    expect([state, await violations(page), await smallTargets(page)]).toEqual([state, [], []]);
  await run("echo hi");
  await page.waitForSelector(".hints");
  await sound("empty");
  await run("docker run -d --name web -p 3000:80 nginx; docker run --name job alpine false; docker tag nginx mine:1");
  await run("docker volume create data; docker network create net; docker pull nosuch");
  await run("cd goals && printf 'FROM alpine\\nCOPY . /app\\nRUN true\\n' > Dockerfile && docker build -t app .");
  await page.waitForSelector('[data-image="app:latest"]');
  for (const unfold of await page.locator(".unfold").all()) await unfold.click();
  await page.click("#new-terminal");
  await page.waitForSelector("#terminals .cross");
  await sound("an engine with everything");
  await page.click('[data-container="web"] button.ports');
  await page.waitForFunction(() => document.querySelector(".answer")?.textContent?.startsWith("200"));
  await page.click(".answer");
  await sound("browser");
  await page.click("#files-tab");
  await page.click(".tree .file >> nth=0");
  await page.waitForSelector(".cm-content");
  await sound("files");
  for (const id of ["help", "reset"]) {
    await page.click(`#${id}`);
    await page.waitForSelector("dialog");
    await sound(id);
    await page.keyboard.press("Escape");
  }
  expect(errors).toEqual([]);
});

test("by keys alone: F6 leaves the terminal and comes back, arrows go along tabs, the border moves", async () => {
  const { run, page, waitFor, errors } = await site.visit();
  await run("docker run -d --name web -p 3000:80 nginx");
  await page.waitForSelector('[data-container="web"]');
  const focused = () =>
    page.evaluate(() => {
      const e = document.activeElement;
      const visible = e?.matches(":focus-visible") && getComputedStyle(e).outlineStyle !== "none";
      return `${e?.id || e?.className || e?.tagName}${visible ? "" : " (unseen)"}`;
    });
  expect(await page.getAttribute(".xterm-helper-textarea", "aria-label")).toBe("Terminal. F6 leaves the terminal.");
  await page.keyboard.press("F6");
  expect(await focused()).toBe("engine-tab");
  await page.keyboard.press("ArrowRight");
  expect(await focused()).toBe("browser-tab");
  expect(await page.locator("#browser").isVisible()).toBe(true);
  await page.keyboard.press("ArrowRight");
  expect(await focused()).toBe("files-tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("engine");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  expect(await focused()).toBe("unfold");
  await page.keyboard.press("Enter");
  await page.waitForSelector('[data-container="web"] dl');
  await page.keyboard.press("F6");
  expect(await focused()).toBe("new-terminal");
  await page.keyboard.press("Shift+F6");
  expect(await focused()).toBe("engine-tab");
  await page.keyboard.press("Shift+Tab");
  expect(await focused()).toBe("splitter");
  const width = () => page.locator("#side").evaluate((e) => e.clientWidth);
  const before = await width();
  await page.keyboard.press("ArrowLeft");
  expect((await width()) - before).toBe(24);
  const shares = ["aria-valuemin", "aria-valuenow", "aria-valuemax"].map((n) => page.getAttribute("#splitter", n));
  const [least, now, most] = (await Promise.all(shares)).map(Number);
  expect([least, now, most].every((n, i, all) => i === 0 || Number(n) > Number(all[i - 1]))).toBe(true);
  await page.keyboard.press("Shift+F6");
  await page.keyboard.type("echo back\n");
  await waitFor(/\nback\s/);
  // With notes below the terminal these are a stop, too; closing one gives the keys back.
  await run("docker pull nosuch");
  await page.keyboard.press("F6");
  await page.keyboard.press("Enter");
  expect(await page.locator(".note").count()).toBe(0);
  expect(await run("echo again")).toContain("again");
  expect(errors).toEqual([]);
});

test("for a screen reader: what is printed is there as text, by a switch that is remembered; notes are said once", async () => {
  const { run, page, errors } = await site.visit();
  await run("echo hi");
  await page.click("#help");
  await page.check("dialog input[type=checkbox]");
  await page.click("dialog .buttons button");
  // The dialog gives the terminal its focus back: only then do keys go there.
  await page.locator(".xterm-helper-textarea:focus").waitFor({ state: "attached" });
  await run("echo spoken words");
  const rows = page.locator(".xterm-accessibility [role=listitem]");
  await rows.filter({ hasText: /^spoken words$/ }).waitFor({ state: "attached" });
  await page.waitForTimeout(500);
  await page.reload();
  await rows.filter({ hasText: /^spoken words$/ }).waitFor({ state: "attached" });
  await run("docker pull nosuch");
  expect(await page.textContent("#notes [role=status]")).toBe("nosuch is not in this Docker Hub.");
  expect(errors).toEqual([]);
});

test("zoomed to 400 %, with large type, with forced colours, with more contrast: all there, nothing cut off", async () => {
  const { run, page, errors } = await site.visit({ width: 320, height: 640 });
  await page.emulateMedia({ forcedColors: "active", contrast: "more" });
  await run("docker run -d --name a-rather-long-name-for-a-container -p 3000:80 nginx");
  await page.waitForSelector("[data-container]");
  await page.addStyleTag({ content: ":root { font-size: 28px !important }" });
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
  const dot = page.locator(".dot").first();
  expect(await dot.evaluate((e) => getComputedStyle(e).backgroundColor)).toBe("rgb(86, 208, 139)");
  // Rows are drawn anew at any time, and the cursor with them.
  const cursor = () =>
    page.evaluate(() => {
      const block = document.querySelector(".xterm-cursor-block");
      return block && getComputedStyle(block).backgroundColor;
    });
  await expect.poll(cursor).toBe("rgb(127, 212, 255)");
  for (const selector of ["#reset", "#help", "#engine-tab", "#browser-tab"]) {
    const box = await page.locator(selector).boundingBox();
    expect([selector, box && box.x >= 0 && box.x + box.width <= 320]).toEqual([selector, true]);
  }
  expect(errors).toEqual([]);
});

test("the last row of the terminal is never cut off", async () => {
  const { run, page } = await site.visit();
  await run("seq 100");
  for (const height of [900, 896, 890, 885, 500]) {
    await page.setViewportSize({ width: 1280, height });
    await page.waitForTimeout(200);
    const below = await page.evaluate(() => {
      const bottom = (selector: string) => document.querySelector(selector)?.getBoundingClientRect().bottom ?? 0;
      return bottom("#terminal") - bottom(".xterm-screen");
    });
    expect(below).toBeGreaterThanOrEqual(0);
    expect(below).toBeLessThan(20);
  }
});
