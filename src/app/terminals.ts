import type { MachineClient } from "../machine/types.ts";
import { createTerminalView, type TerminalLook, type TerminalView } from "../terminal/view.ts";
import type { Words } from "./all-words.ts";

/** The terminals side by side, one of them shown. With a second one a strip of tabs appears. */
export interface Terminals {
  /** Opens one more, which has the focus. */
  open(): void;
  relabel(): void;
}

export interface TerminalsOptions {
  readonly client: MachineClient;
  readonly strip: HTMLElement;
  /** Where the first one is; others are put beside it. */
  readonly element: HTMLElement;
  readonly terminal: TerminalView;
  /** How a new one is to look. */
  look(): TerminalLook;
  /** Called with the one that is shown, and all of them. */
  onChange(current: TerminalView, all: readonly TerminalView[]): void;
  /** Opens an address that was clicked. */
  browse(url: string): void;
  words(): Words;
}

interface Pane {
  readonly number: number;
  readonly element: HTMLElement;
  readonly view: TerminalView;
}

export function createTerminals(options: TerminalsOptions): Terminals {
  const { client, strip, element, words } = options;
  let panes: Pane[] = [{ number: 1, element, view: options.terminal }];
  let shown = panes[0];

  // What does not come now is not missed much.
  const equip = (view: TerminalView) => void view.equip(options.browse).catch(() => {});
  equip(options.terminal);

  function open(): void {
    const number = Math.max(...panes.map((p) => p.number)) + 1;
    const own = document.createElement("div");
    own.className = "screen";
    (panes.at(-1)?.element ?? element).after(own);
    own.lang = "en";
    own.translate = false;
    const pane = { number, element: own, view: createTerminalView(own, client, options.look()) };
    equip(pane.view);
    panes = [...panes, pane];
    show(pane);
  }

  function close(pane: Pane): void {
    panes = panes.filter((p) => p !== pane);
    pane.view.dispose();
    pane.element.remove();
    show(panes.at(-1));
  }

  function show(pane: Pane | undefined): void {
    if (!pane) return;
    shown = pane;
    for (const p of panes) p.element.hidden = p !== pane;
    draw();
    options.onChange(
      pane.view,
      panes.map((p) => p.view),
    );
    pane.view.focus();
  }

  function draw(): void {
    strip.hidden = panes.length < 2;
    strip.role = "group";
    strip.setAttribute("aria-label", words().terminals);
    strip.replaceChildren(...panes.flatMap(tabOf));
  }

  function tabOf(pane: Pane): HTMLElement[] {
    const label = `${words().terminal} ${pane.number}`;
    const tab = button(label, () => show(pane));
    tab.setAttribute("aria-pressed", String(pane === shown));
    const cross = button("×", () => close(pane));
    cross.setAttribute("aria-label", `${words().close}: ${label}`);
    cross.className = "cross";
    return panes.length > 1 ? [tab, cross] : [tab];
  }

  return { open, relabel: draw };
}

function button(text: string, act: () => void): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = text;
  b.addEventListener("click", act);
  return b;
}
