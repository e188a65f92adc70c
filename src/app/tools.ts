import type { FirstWords } from "./i18n.ts";

export interface ToolActions {
  words(): FirstWords;
  toggleTheme(): void;
  /** By pixels. */
  changeFontSize(by: number): void;
  toggleLanguage(): void;
  openTerminal(): void;
  help(): void;
  reset(): void;
}

/** The buttons of the bar. */
export function makeTools(element: HTMLElement, actions: ToolActions): { relabel(): void } {
  const tools: { readonly button: HTMLButtonElement; readonly text: string; readonly label: keyof FirstWords }[] = [];
  /** Without a text of its own it shows its label. */
  const add = (id: string, text: string, label: keyof FirstWords, act: () => void) => {
    const button = document.createElement("button");
    button.type = "button";
    button.id = id;
    button.addEventListener("click", act);
    element.append(button);
    tools.push({ button, text, label });
  };
  add("new-terminal", "+", "newTerminal", actions.openTerminal);
  add("smaller", "A−", "smaller", () => actions.changeFontSize(-1));
  add("larger", "A+", "larger", () => actions.changeFontSize(1));
  add("theme", "◐", "theme", actions.toggleTheme);
  add("help", "?", "help", actions.help);
  add("language", "", "language", actions.toggleLanguage);
  add("reset", "", "reset", actions.reset);

  const relabel = () => {
    const w = actions.words();
    for (const { button, text, label } of tools) {
      button.textContent = text || w[label];
      button.title = w[label];
      // What is seen is part of what it is called, for those who speak to their browser.
      button.ariaLabel = /^A/.test(text) ? `${text} ${w[label]}` : w[label];
    }
    document.getElementById("language")?.setAttribute("lang", document.documentElement.lang === "ko" ? "en" : "ko");
  };
  relabel();
  return { relabel };
}
