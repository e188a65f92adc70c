import type { MachineClient } from "../machine/types.ts";
import type { Words } from "./all-words.ts";
import type { BrowserPanel } from "./browser/panel.ts";
import { handleTabKeys, markTab } from "./tablist.ts";

/** The two things beside the terminal: the engine's picture, and a browser on the simulated host, loaded when first opened. */
export interface SideTabs {
  relabel(): void;
  /** Opens an address of the simulated host in the browser. */
  browse(url: string): Promise<void>;
}

export function makeSideTabs(
  tabs: HTMLElement,
  panels: { readonly engine: HTMLElement; readonly browser: HTMLElement },
  client: MachineClient,
  words: () => Words,
): SideTabs {
  let browser: Promise<BrowserPanel> | undefined;
  const button = (show: keyof typeof panels) => {
    const b = document.createElement("button");
    b.type = "button";
    b.role = "tab";
    b.id = `${show}-tab`;
    b.setAttribute("aria-controls", show);
    panels[show].setAttribute("aria-labelledby", b.id);
    b.addEventListener("click", () => select(show));
    tabs.append(b);
    return b;
  };
  const buttons = { engine: button("engine"), browser: button("browser") };
  handleTabKeys(tabs);
  // It can be scrolled by keys.
  panels.engine.tabIndex = 0;

  function select(show: keyof typeof panels): void {
    for (const name of ["engine", "browser"] as const) {
      panels[name].hidden = name !== show;
      markTab(buttons[name], name === show);
    }
    // What does not come now is asked for again the next time.
    if (show === "browser") load().catch(() => {});
  }

  function load(): Promise<BrowserPanel> {
    browser ??= import("./browser/panel.ts").then(
      ({ createBrowserPanel }) => {
        const panel = createBrowserPanel(panels.browser, client);
        panel.relabel(words());
        return panel;
      },
      (e) => {
        browser = undefined;
        panels.browser.textContent = words().incomplete;
        throw e;
      },
    );
    return browser;
  }

  const relabel = () => {
    const w = words();
    tabs.setAttribute("aria-label", w.beside);
    buttons.engine.textContent = w.engine;
    buttons.browser.textContent = w.browser;
    browser?.then(
      (b) => b.relabel(w),
      () => {},
    );
  };
  relabel();
  select("engine");
  return {
    relabel,
    async browse(url) {
      select("browser");
      await load().then(
        (panel) => panel.open(url),
        () => {},
      );
    },
  };
}
