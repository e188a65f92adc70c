import type { Words } from "./i18n.ts";

export interface ToolActions {
  words(): Words;
  toggleTheme(): void;
  /** By pixels. */
  changeFontSize(by: number): void;
  toggleLanguage(): void;
  openTerminal(): void;
  reset(): void;
}

/** The buttons of the bar. */
export function makeTools(element: HTMLElement, actions: ToolActions): { relabel(): void } {
  const tools: { readonly button: HTMLButtonElement; label(w: Words): string; text?(w: Words): string }[] = [];
  const add = (
    id: string,
    text: string,
    label: (w: Words) => string,
    act: () => void,
    shown?: (w: Words) => string,
  ) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = id;
    button.textContent = text;
    button.addEventListener("click", act);
    element.append(button);
    tools.push({ button, label, ...(shown ? { text: shown } : {}) });
  };
  add("new-terminal", "+", (w) => w.newTerminal, actions.openTerminal);
  add(
    "smaller",
    "A−",
    (w) => w.smaller,
    () => actions.changeFontSize(-1),
  );
  add(
    "larger",
    "A+",
    (w) => w.larger,
    () => actions.changeFontSize(1),
  );
  add("theme", "◐", (w) => w.theme, actions.toggleTheme);
  add(
    "language",
    "",
    (w) => w.language,
    actions.toggleLanguage,
    (w) => w.language,
  );
  add(
    "reset",
    "",
    (w) => w.reset,
    actions.reset,
    (w) => w.reset,
  );

  const relabel = () => {
    const w = actions.words();
    for (const t of tools) {
      t.button.setAttribute("aria-label", t.label(w));
      t.button.title = t.label(w);
      if (t.text) t.button.textContent = t.text(w);
    }
  };
  relabel();
  return { relabel };
}
