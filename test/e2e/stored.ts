import type { Page } from "playwright-core";
import type { InputLog, LogEntry } from "../../src/machine/types.ts";

/** What is stored of the session that was saved last. */
function stored(page: Page): Promise<{ readonly log: InputLog | undefined; readonly root: boolean }> {
  return page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("drydock", 1);
        opening.onsuccess = () => {
          const store = opening.result.transaction("session").objectStore("session");
          const current = store.get("current");
          current.onsuccess = () => {
            const log = store.get(`${current.result}/log`);
            const root = store.get(`${current.result}/root`);
            root.onsuccess = () => {
              opening.result.close();
              resolve({ log: log.result, root: root.result !== undefined });
            };
          };
        };
      }),
  );
}

async function until(page: Page, what: string, holds: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await page.waitForTimeout(100)) if (await holds()) return;
  throw new Error(`${what} was not saved`);
}

/** Until the log that is stored has this line, typed and entered. */
export async function logged(page: Page, line: string): Promise<void> {
  await until(page, line, async () => {
    // A damaged one may still be there.
    const entries: readonly Partial<LogEntry>[] | undefined = (await stored(page)).log?.entries;
    if (!Array.isArray(entries)) return false;
    const typed = entries.map(({ input }) => (input?.kind === "type" ? input.text : "")).join("");
    return typed.includes(`${line}\r`);
  });
}

/** Until the state, too, has been saved beside the log. */
export async function saved(page: Page): Promise<void> {
  await until(page, "the state", async () => {
    const { log, root } = await stored(page);
    return root && log?.entries.at(-1)?.input.kind === "mark";
  });
}
