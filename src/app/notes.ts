import type { MachineNotice } from "../machine/types.ts";
import type { Words } from "./i18n.ts";

export interface Notes {
  notice(notice: MachineNotice): void;
  /** A line that stays until it is closed; of each key there is one. */
  say(key: string, text: string, actions?: readonly NoteAction[]): void;
  unsay(key: string): void;
}

export interface NoteAction {
  readonly label: string;
  act(): void;
}

/** The strip below the terminal: what the page has to say outside of it. `focus`: a note with the focus is gone. */
export function createNotes(
  element: HTMLElement,
  words: () => Words,
  fastForward: (on: boolean) => void,
  cancelLoading: () => void,
  focus: () => void,
): Notes {
  const kept = new Map<string, HTMLElement>();

  function show(key: string, text: string, actions: readonly NoteAction[] = []): void {
    remove(key);
    const note = document.createElement("div");
    note.className = "note";
    const line = document.createElement("span");
    line.textContent = text;
    note.append(line);
    for (const { label, act } of actions) note.append(button(label, act));
    const close = button("×", () => remove(key));
    close.setAttribute("aria-label", words().close);
    note.append(close);
    kept.set(key, note);
    element.append(note);
  }

  function remove(key: string): void {
    const note = kept.get(key);
    if (note?.contains(document.activeElement)) focus();
    note?.remove();
    kept.delete(key);
  }

  return {
    say: show,
    unsay: remove,
    notice(n) {
      const w = words();
      switch (n.kind) {
        case "missing-image": {
          const { reference, nearest, onHub } = n.missing;
          const first = onHub ? w.missingReal(reference) : w.missing(reference);
          return show("missing", nearest === undefined ? first : `${first} ${w.nearest(nearest)}`);
        }
        case "password-prompt":
          return n.open ? show("hub", w.hub) : remove("hub");
        case "waiting":
          if (n.until === undefined) {
            remove("waiting");
            return fastForward(false);
          }
          return show("waiting", w.waiting(n.what), [{ label: `${w.fastForward} ⏩`, act: () => fastForward(true) }]);
        case "build-started":
        case "build-step":
          // The engine panel shows these.
          return;
        case "loading":
          if (n.done) return remove("loading");
          return show("loading", w.loading(n.what, n.percent), [{ label: w.cancel, act: cancelLoading }]);
      }
    },
  };
}

function button(label: string, act: () => void): HTMLButtonElement {
  const b = document.createElement("button");
  b.type = "button";
  b.textContent = label;
  b.addEventListener("click", act);
  return b;
}
