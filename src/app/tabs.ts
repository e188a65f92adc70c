import type { MachineClient } from "../machine/types.ts";
import type { Words } from "./all-words.ts";
import { handleTabKeys, markTab } from "./tablist.ts";

/** What is beside the terminal: the engine's picture, a browser on the simulated host, and its files; the last two are loaded when first opened. */
export interface SideTabs {
  relabel(): void;
  /** Opens an address of the simulated host in the browser. */
  browse(url: string): void;
  /** Opens a file or a folder of the host. */
  edit(path: string, folder: boolean): void;
}

type Name = "engine" | "browser" | "files";

interface Late<P> {
  /** What does not come now is asked for again the next time. */
  with(act: (panel: P) => unknown): void;
  relabel(): void;
}

export function makeSideTabs(
  tabs: HTMLElement,
  panels: Readonly<Record<Name, HTMLElement>>,
  client: MachineClient,
  words: () => Words,
): SideTabs {
  const names = Object.keys(panels) as Name[];
  const buttons = names.map((name) => {
    const b = document.createElement("button");
    b.type = "button";
    b.role = "tab";
    b.id = `${name}-tab`;
    b.setAttribute("aria-controls", name);
    panels[name].setAttribute("aria-labelledby", b.id);
    b.addEventListener("click", () => select(name));
    tabs.append(b);
    return b;
  });
  handleTabKeys(tabs);
  // It can be scrolled by keys.
  panels.engine.tabIndex = 0;

  const late = <P extends { relabel(w: Words): void }>(name: Name, make: () => Promise<P>): Late<P> => {
    let made: Promise<P> | undefined;
    return {
      with(act) {
        made ??= make().then((panel) => {
          panel.relabel(words());
          return panel;
        });
        made.then(act, () => {
          made = undefined;
          panels[name].textContent = words().incomplete;
        });
      },
      relabel: () => void made?.then((panel) => panel.relabel(words())).catch(() => {}),
    };
  };
  const browser = late("browser", async () =>
    (await import("./browser/panel.ts")).createBrowserPanel(panels.browser, client),
  );
  const files = late("files", async () => (await import("./files/panel.ts")).createFilesPanel(panels.files, client));

  function select(show: Name): void {
    names.forEach((name, i) => {
      panels[name].hidden = name !== show;
      markTab(buttons[i] as HTMLElement, name === show);
    });
    if (show === "browser") browser.with(() => {});
    if (show === "files") files.with((panel) => panel.refresh());
  }

  const relabel = () => {
    const w = words();
    tabs.setAttribute("aria-label", w.beside);
    names.forEach((name, i) => {
      (buttons[i] as HTMLElement).textContent = w[name];
    });
    browser.relabel();
    files.relabel();
  };
  relabel();
  select("engine");
  return {
    relabel,
    browse(url) {
      select("browser");
      browser.with((panel) => panel.open(url));
    },
    edit(path, folder) {
      select("files");
      files.with((panel) => panel.open(path, folder));
    },
  };
}
