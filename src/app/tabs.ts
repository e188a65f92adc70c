import type { MachineClient } from "../machine/types.ts";
import type { BrowserPanel } from "./browser/panel.ts";
import type { Words } from "./i18n.ts";

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
    b.addEventListener("click", () => select(show));
    tabs.append(b);
    return b;
  };
  const buttons = { engine: button("engine"), browser: button("browser") };

  function select(show: keyof typeof panels): void {
    for (const name of ["engine", "browser"] as const) {
      panels[name].hidden = name !== show;
      buttons[name].setAttribute("aria-selected", String(name === show));
    }
    if (show === "browser") void load();
  }

  function load(): Promise<BrowserPanel> {
    browser ??= import("./browser/panel.ts").then(({ createBrowserPanel }) => {
      const panel = createBrowserPanel(panels.browser, client);
      panel.relabel(words());
      return panel;
    });
    return browser;
  }

  const relabel = () => {
    buttons.engine.textContent = words().engine;
    buttons.browser.textContent = words().browser;
    void browser?.then((b) => b.relabel(words()));
  };
  relabel();
  select("engine");
  return {
    relabel,
    async browse(url) {
      select("browser");
      await (await load()).open(url);
    },
  };
}
