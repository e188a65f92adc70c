import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { CHROMIUM_ARGS, findChromium } from "./chromium.ts";
import { type SiteServer, serveSite } from "./server.ts";

export interface Site {
  readonly browser: Browser;
  readonly server: SiteServer;
  /** A fresh visitor. Fails the test on any error that reaches the page's console. */
  visit(options?: {
    readonly width?: number;
    readonly height?: number;
    readonly dark?: boolean;
    readonly korean?: boolean;
    /** Runs before the page's own. */
    readonly script?: string;
    /** Another tab of that visitor's browser. */
    readonly context?: BrowserContext;
    /** Instead of 127.0.0.1, which browsers trust as they do https. */
    readonly host?: string;
  }): Promise<Visit>;
  close(): Promise<void>;
}

export interface Visit {
  readonly page: Page;
  readonly errors: string[];
  /** What the terminal shows and has shown. */
  screen(): Promise<string>;
  /** Types a line and waits until the prompt is back; gives what was printed in between. */
  run(line: string): Promise<string>;
  waitFor(pattern: RegExp, timeout?: number): Promise<void>;
}

export async function openSite(): Promise<Site> {
  const server = await serveSite(join(import.meta.dirname, "../../dist"));
  const executablePath = findChromium();
  if (!executablePath) throw new Error("no Chromium");
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS });
  return {
    browser,
    server,
    async visit({ width = 1280, height = 800, dark = true, korean = false, script, host, context: known } = {}) {
      const context =
        known ??
        (await browser.newContext({
          viewport: { width, height },
          colorScheme: dark ? "dark" : "light",
          locale: korean ? "ko-KR" : "en-US",
        }));
      const page = await context.newPage();
      if (script !== undefined) await page.addInitScript(script);
      const errors: string[] = [];
      page.on("pageerror", (e) => errors.push(e.stack ?? e.message));
      page.on("console", (m) => {
        if (m.type() === "error") errors.push(m.text());
      });
      await page.goto(host === undefined ? server.url : server.url.replace("127.0.0.1", host));
      const screen = () =>
        page
          .evaluate(
            () => (window as unknown as { drydock?: { terminal: { text(): string } } }).drydock?.terminal.text() ?? "",
          )
          .catch((error: Error) => {
            // It is being loaded anew.
            if (/context was destroyed/.test(error.message)) return "";
            throw error;
          });
      const waitFor = async (pattern: RegExp, timeout = 20_000) => {
        const end = Date.now() + timeout;
        for (;;) {
          const text = await screen();
          if (pattern.test(text)) return;
          if (Date.now() > end)
            throw new Error(`${pattern} did not come; the terminal shows:\n${text}\n${errors.join("\n")}`);
          await page.waitForTimeout(30);
        }
      };
      const prompt = /student@drydock:[^\n]*\$ ?$/;
      return {
        page,
        errors,
        screen,
        waitFor,
        async run(line) {
          await waitFor(prompt);
          const before = (await screen()).length;
          await page.keyboard.type(line);
          await page.keyboard.press("Enter");
          await page.waitForTimeout(20);
          const end = Date.now() + 30_000;
          for (;;) {
            const text = await screen();
            if (text.length > before + line.length && prompt.test(text)) return text.slice(before);
            if (Date.now() > end) throw new Error(`no prompt after ${line}:\n${text}`);
            await page.waitForTimeout(30);
          }
        },
      };
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
