import { WebLinksAddon } from "@xterm/addon-web-links";
import type { Terminal } from "@xterm/xterm";

export interface Equipment {
  /** Opens an address that was clicked. */
  open(url: string): void;
  /** Sends an arrow key by its letter. */
  arrow(letter: "A" | "B"): void;
}

/** What a terminal can do besides, once all is quiet: addresses that it shows can be clicked, and a finger scrolls it. */
export function equip(term: Terminal, element: HTMLElement, { open, arrow }: Equipment): void {
  term.loadAddon(new WebLinksAddon((_event, url) => open(url)));
  followFinger(element, {
    rowHeight: () => element.clientHeight / term.rows,
    scroll(rows) {
      // A program that has the whole screen (less, vi) has no lines above it: it is told by keys, as by a wheel.
      if (term.buffer.active.type === "normal") term.scrollLines(rows);
      else for (let i = 0; i < Math.abs(rows); i++) arrow(rows > 0 ? "B" : "A");
    },
  });
}

/** Moves by whole rows as one finger moves. Two fingers zoom the page. */
function followFinger(
  element: HTMLElement,
  { rowHeight, scroll }: { rowHeight(): number; scroll(rows: number): void },
): void {
  let last: number | undefined;
  let rest = 0;
  element.addEventListener(
    "touchstart",
    ({ touches }) => {
      last = touches.length === 1 ? touches[0]?.clientY : undefined;
      rest = 0;
    },
    { passive: true },
  );
  element.addEventListener(
    "touchmove",
    (event) => {
      const y = event.touches[0]?.clientY;
      if (last === undefined || y === undefined) return;
      event.preventDefault();
      rest += last - y;
      last = y;
      const rows = Math.trunc(rest / rowHeight());
      rest -= rows * rowHeight();
      if (rows !== 0) scroll(rows);
    },
    { passive: false },
  );
}
