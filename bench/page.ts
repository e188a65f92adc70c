// The page's figures in headless Chromium, on the built site (npm run build): what is fetched, and how soon it answers.
import type { Browser, Page } from "playwright-core";
import { openSite, type Site, type Visit } from "../test/e2e/page.ts";
import { serveSite } from "../test/e2e/server.ts";
import { bundlePage } from "./bundle.ts";
import { figure, timeFigure, timesOf } from "./print.ts";

const PROMPT = /student@drydock:[^\n]*\$ ?$/;
const VISITS = 9;

interface Terminal {
  text(): string;
}

async function fetched(site: Site): Promise<void> {
  const visit = await site.visit();
  await visit.waitFor(PROMPT);
  let sum = 0;
  site.server.taken();
  await visit.page.reload();
  await visit.waitFor(PROMPT);
  for (const [line, goal] of [
    ["echo hi", 170],
    ["docker ps", 330],
    ["docker run hello-world", 400],
  ] as const) {
    await visit.run(line);
    sum += site.server.taken().bytes;
    figure({ name: `fetched by the answer of ${line}`, value: sum / 1000, unit: "KB", goal });
  }
  await visit.page.context().close();
}

/** Milliseconds from the navigation's start to a prompt on the screen, by the page's own clock. */
async function timeToPrompt(browser: Browser, url: string, throttled: boolean): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  if (throttled) await throttle(page);
  await page.goto(url, { waitUntil: "commit" });
  const at = await page.waitForFunction(() => {
    const { drydock } = window as unknown as { drydock?: { terminal: Terminal } };
    return /\$ ?$/.test(drydock?.terminal.text() ?? "") ? performance.now() : undefined;
  });
  const ms = (await at.jsonValue()) ?? 0;
  await context.close();
  return ms;
}

async function throttle(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  await cdp.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 40,
    downloadThroughput: 1.25e6,
    uploadThroughput: 1.25e6,
  });
}

/** The page and one that only opens a terminal, by turns, so that both meet the same machine. */
async function prompt(site: Site, bare: string, throttled: boolean): Promise<void> {
  const own: number[] = [];
  const other: number[] = [];
  for (let i = 0; i < VISITS; i++) {
    own.push(await timeToPrompt(site.browser, site.server.url, throttled));
    other.push(await timeToPrompt(site.browser, bare, throttled));
  }
  const how = throttled ? ", 10 Mbit/s and 40 ms" : "";
  timeFigure(`time to prompt${how}`, timesOf(own));
  timeFigure(`  of a page that only opens a terminal`, timesOf(other));
  const ratio = timesOf(own.map((ms, i) => ms / (other[i] ?? ms)));
  figure({ name: "  times as long", value: ratio.median, unit: "x", goal: 1.5, note: "each visit beside the next" });
}

/** How soon Ctrl-C gives the prompt back. `after`: how long the command has run then, in milliseconds. */
async function interrupt(visit: Visit, name: string, line: string, after: number, goal: number): Promise<void> {
  await visit.waitFor(PROMPT);
  await interruptAt(visit, name, line, after, goal, "$");
}

/** The same where a prompt stands already that ends with `prompt` and a space. */
async function interruptAt(
  { page }: Visit,
  name: string,
  line: string,
  after: number,
  goal: number,
  prompt: "$" | ">",
): Promise<void> {
  await page.keyboard.type(line);
  await page.keyboard.press("Enter");
  await page.waitForTimeout(after);
  await page.evaluate(() => {
    addEventListener("keydown", (e) => Object.assign(window, { pressedAt: e.key === "c" ? performance.now() : 0 }), {
      capture: true,
    });
  });
  await page.keyboard.press("Control+c");
  const ended = await page.waitForFunction(
    (sign) => {
      const { drydock, pressedAt } = window as unknown as { drydock: { terminal: Terminal }; pressedAt: number };
      const end = drydock.terminal.text().slice(-2000);
      return pressedAt && end.trimEnd().endsWith(sign) && end.includes("^C")
        ? performance.now() - pressedAt
        : undefined;
    },
    prompt,
    { polling: 5 },
  );
  figure({ name, value: (await ended.jsonValue()) ?? 0, unit: "ms", goal });
}

const site = await openSite();
const bare = await serveSite(await bundlePage("bare"));
try {
  await fetched(site);
  await prompt(site, bare.url, false);
  await prompt(site, bare.url, true);
  const visit = await site.visit();
  await interrupt(visit, "Ctrl-C ends yes", "yes", 2000, 100);
  await visit.run("docker run --rm node:20-alpine node -e 0");
  const loop = "docker run -it --rm --init node:20-alpine node -e 'while (true) {}'";
  await interrupt(visit, "Ctrl-C ends a busy loop of node, at once", loop, 1500, 100);
  await interrupt(visit, "Ctrl-C ends a busy loop of node, after a while", loop, 6000, 100);
  await visit.waitFor(PROMPT);
  await visit.page.keyboard.type("docker run -it --rm node:20-alpine");
  await visit.page.keyboard.press("Enter");
  await visit.waitFor(/\n> ?$/);
  await interruptAt(visit, "Ctrl-C ends a busy loop typed at node's prompt", "while (true) {}", 1500, 100, ">");
  await visit.page.keyboard.type(".exit");
  await visit.page.keyboard.press("Enter");
} finally {
  await site.close();
  await bare.close();
}
