export interface Area {
  readonly element: HTMLElement;
  /** Takes the focus; false: there is nothing in it that could. */
  focus(): boolean;
}

/**
 * Tab is the terminal's, so F6 goes from one part of the page to the next, and Shift-F6 back, as in desktop programs. The key
 * is taken before the terminal sees it. Of two areas one of which lies in the other, the later one counts.
 */
export function makeAreas(areas: readonly Area[]): void {
  window.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "F6" || event.ctrlKey || event.altKey || event.metaKey) return;
      if (document.querySelector("dialog[open]")) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const count = areas.length;
      let at = areas.findLastIndex(({ element }) => element.contains(document.activeElement));
      if (at < 0 && event.shiftKey) at = 0;
      for (let i = 0; i < count; i++) {
        at = (at + (event.shiftKey ? count - 1 : 1)) % count;
        if (areas[at]?.focus()) return;
      }
    },
    true,
  );
}

/** An area in which the first thing that can has the focus. */
export function areaOf(element: HTMLElement): Area {
  return {
    element,
    focus() {
      const first = element.querySelector<HTMLElement>("[tabindex='0'], button:not([tabindex='-1'], [disabled])");
      if (!first || first.getClientRects().length === 0) return false;
      first.focus();
      return true;
    },
  };
}
