import type { TerminalView } from "../terminal/view.ts";
import type { Words } from "./all-words.ts";

/** Keys that on-screen keyboards lack, and what they send; an arrow is named by its letter. */
const KEYS: readonly (readonly [shown: string, sent: string | { readonly arrow: "A" | "B" | "C" | "D" }])[] = [
  ["Tab", "\t"],
  ["Esc", "\x1b"],
  ["^C", "\x03"],
  ["^D", "\x04"],
  ["↑", { arrow: "A" }],
  ["↓", { arrow: "B" }],
  ["←", { arrow: "D" }],
  ["→", { arrow: "C" }],
  ["|", "|"],
  ["~", "~"],
  ["/", "/"],
  ["-", "-"],
];

/** A row of those keys, and one to paste. It leaves the focus, and so the keyboard, where it is. */
export function makeTouchKeys(element: HTMLElement, current: () => TerminalView, words: () => Words) {
  element.role = "toolbar";
  const add = (text: string, act: () => void) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", act);
    element.append(button);
    return button;
  };
  for (const [shown, sent] of KEYS)
    add(shown, () => (typeof sent === "string" ? current().type(sent) : current().arrow(sent.arrow)));
  // Where the browser lets a page ask for the clipboard.
  const paste = "clipboard" in navigator && add("", () => void pasteInto(current()));
  return {
    relabel() {
      element.setAttribute("aria-label", words().shellKeys);
      if (paste) paste.textContent = words().paste;
    },
  };
}

async function pasteInto(terminal: TerminalView): Promise<void> {
  // Refused: the visitor said no.
  const text = await navigator.clipboard.readText().catch(() => "");
  if (text !== "") terminal.paste(text);
}

/** Keeps the page above an on-screen keyboard where the browser lays that over it. */
export function followKeyboard(): void {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    // Zooming in makes the visual viewport smaller, too; the page stays as it is, then.
    document.body.style.height = view.scale === 1 ? `${view.height}px` : "";
  });
}
