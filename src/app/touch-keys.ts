import type { TerminalView } from "../terminal/view.ts";

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

/** A row of those keys. It leaves the focus, and so the keyboard, where it is. */
export function makeTouchKeys(element: HTMLElement, current: () => TerminalView): void {
  for (const [shown, sent] of KEYS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = shown;
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => {
      if (typeof sent === "string") current().type(sent);
      else current().arrow(sent.arrow);
    });
    element.append(button);
  }
}

/** Keeps the page above an on-screen keyboard where the browser lays that over it. */
export function followKeyboard(): void {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    document.body.style.height = `${view.height}px`;
  });
}
