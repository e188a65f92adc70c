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

test("code opens a file beside the terminal: edited, saved, changed from outside, and there after a reload", async () => {
  const { run, page, errors } = await site.visit();
  await run("cd goals; code server.js");
  await page.waitForSelector(".cm-focused");
  await page.keyboard.type("// mine\n");
  await expect.poll(() => page.textContent(".sheet-head [role=status]")).toBe("● not saved yet");
  await page.keyboard.press("Control+s");
  await expect.poll(() => page.textContent(".sheet-head [role=status]")).toBe("saved");
  // What is being edited is saved when the visitor goes on elsewhere.
  await page.keyboard.type("// and this\n");
  await page.click("#terminal");
  expect(await run("head -3 server.js")).toMatch(/\/\/ mine\s+\/\/ and this\s+const express/);
  await run("sed -i 's/and this/and that/' server.js");
  await page.locator(".cm-line", { hasText: "// and that" }).waitFor();
  await logged(page, "sed -i 's/and this/and that/' server.js");
  await page.reload();
  expect(await run("head -2 server.js")).toMatch(/\/\/ mine\s+\/\/ and that/);
  expect(await page.locator(".cm-content").count()).toBe(0);
  expect(errors).toEqual([]);
});

test("folders unfold, a new file is made, files are added; what is no text is said to be none", async () => {
  const { run, page, errors } = await site.visit();
  await run("head -c 9 /dev/zero > zeros; ln -s nowhere dangling; code goals");
  await page.click("#files button:has-text('New file')");
  await page.fill("#files input[name=name]", "src/Dockerfile");
  await page.press("#files input[name=name]", "Enter");
  await page.waitForSelector(".cm-focused");
  await page.keyboard.type("FROM node\n");
  await page.keyboard.press("Control+s");
  await page.click(".tree .unfold:has-text('src')");
  await page.locator(".tree .file", { hasText: "Dockerfile" }).waitFor();
  await page.setInputFiles("#files input[type=file]", { name: "mine.txt", mimeType: "", buffer: Buffer.from("own\n") });
  await page.locator(".tree .file", { hasText: "mine.txt" }).waitFor();
  await page.click("#files button[aria-label='Home folder']");
  for (const [name, note] of [
    ["zeros", "This is not a text."],
    ["dangling", "This file cannot be read."],
  ] as const) {
    await page.click(`.tree .file:has-text('${name}')`);
    await expect.poll(() => page.locator(".unsound").allTextContents()).toContain(note);
  }
  await page.click("#terminal");
  expect(await run("cat goals/src/Dockerfile goals/mine.txt; stat -c %U goals/src")).toMatch(
    /FROM node\s+own\s+student/,
  );
  expect(errors).toEqual([]);
});
