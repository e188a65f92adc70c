import type { MachineNotice } from "../machine/types.ts";
import type { Words } from "./all-words.ts";

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

export interface NotesOptions {
  readonly element: HTMLElement;
  words(): Words;
  fastForward(on: boolean): void;
  cancelLoading(): void;
  /** A note that had the focus is gone. */
  focus(): void;
}

interface Note {
  readonly element: HTMLElement;
  readonly line: HTMLElement;
  readonly actions: string;
}

/** What is here sooner is not worth a note. */
const LOADING_MS = 400;

/**
 * The strip below the terminal: what the page has to say outside of it. Screen readers hear each note once, from a line of its
 * own: a percentage that goes up is not read.
 */
export function createNotes({ element, words, fastForward, cancelLoading, focus }: NotesOptions): Notes {
  const kept = new Map<string, Note>();
  const aloud = document.createElement("div");
  aloud.className = "unseen";
  aloud.role = "status";
  element.replaceChildren(aloud);
  let loading: { text: string; readonly timer: ReturnType<typeof setTimeout> } | undefined;

  function show(key: string, text: string, actions: readonly NoteAction[] = []): void {
    const labels = actions.map((a) => a.label).join("\n");
    const there = kept.get(key);
    if (there?.actions === labels) {
      there.line.textContent = text;
      return;
    }
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
    kept.set(key, { element: note, line, actions: labels });
    element.append(note);
    aloud.textContent = [text, ...actions.map((a) => a.label)].join(" ");
  }

  function remove(key: string): void {
    const note = kept.get(key);
    if (note?.element.contains(document.activeElement)) focus();
    note?.element.remove();
    kept.delete(key);
    if (kept.size === 0) aloud.textContent = "";
  }

  function load({ what, percent, done }: Extract<MachineNotice, { kind: "loading" }>): void {
    if (done) {
      clearTimeout(loading?.timer);
      loading = undefined;
      return remove("loading");
    }
    const text = words().loading(what, percent);
    const tell = () => show("loading", loading?.text ?? text, [{ label: words().cancel, act: cancelLoading }]);
    if (!loading) loading = { text, timer: setTimeout(tell, LOADING_MS) };
    loading.text = text;
    if (kept.has("loading")) tell();
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
        case "edit":
        case "build-started":
        case "build-step":
          // What stands beside the terminal shows these.
          return;
        case "loading":
          return load(n);
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
