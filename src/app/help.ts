import type { Words } from "./all-words.ts";
import { dialogButtons, openDialog, paragraph } from "./dialog.ts";

export interface HelpOptions {
  readonly words: Words;
  readonly screenReader: boolean;
  setScreenReader(on: boolean): void;
  downloadSession(): void;
  /** False: the file holds no session. */
  openSession(file: File): Promise<boolean>;
  focus(): void;
}

/** What one has to know: the keys, and what else can be done with this page. */
export function openHelp(options: HelpOptions): void {
  const w = options.words;
  const wrong = paragraph("");
  wrong.role = "alert";
  const file = document.createElement("input");
  file.type = "file";
  file.accept = ".json,application/json";
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    wrong.textContent = "";
    if (!(await options.openSession(chosen).catch(() => false))) wrong.textContent = w.noSession(chosen.name);
    file.value = "";
  });
  openDialog(
    w.help,
    [
      keyList(w),
      heading(w.screenReader),
      labelled(checkbox(options.screenReader, options.setScreenReader), w.screenReaderOn),
      heading(w.session),
      paragraph(w.sessionFile),
      button(w.downloadThis, options.downloadSession),
      labelled(file, w.openSession, "before"),
      wrong,
      dialogButtons([w.close, ""]),
    ],
    options.focus,
  );
}

function keyList(w: Words): HTMLElement {
  const mac = /Mac|iP/.test(navigator.platform);
  const rows: readonly (readonly [keys: string, what: string])[] = [
    ["Tab", w.keyTab],
    ["↑ ↓ Ctrl-R", w.keyHistory],
    ["Ctrl-C", mac ? w.keyInterrupt : `${w.keyInterrupt}; ${w.keyCopySelected}`],
    [mac ? "⌘C ⌘V" : "Ctrl-Shift-C Ctrl-V", w.keyCopyPaste],
    ["Ctrl-D", w.keyEnd],
    ["Ctrl-P Ctrl-Q", w.keyDetach],
    ["F6 Shift-F6", w.keyAreas],
  ];
  const list = document.createElement("dl");
  for (const [keys, what] of rows) {
    const dt = document.createElement("dt");
    for (const key of keys.split(" ")) {
      const kbd = document.createElement("kbd");
      kbd.textContent = key;
      dt.append(kbd, " ");
    }
    const dd = document.createElement("dd");
    dd.textContent = what;
    list.append(dt, dd);
  }
  return list;
}

function heading(text: string): HTMLElement {
  const h3 = document.createElement("h3");
  h3.textContent = text;
  return h3;
}

function checkbox(on: boolean, changed: (on: boolean) => void): HTMLInputElement {
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = on;
  box.addEventListener("change", () => changed(box.checked));
  return box;
}

function labelled(input: HTMLInputElement, text: string, where: "before" | "behind" = "behind"): HTMLElement {
  const label = document.createElement("label");
  label.append(...(where === "before" ? [text, " ", input] : [input, " ", text]));
  return label;
}

function button(text: string, act: () => void): HTMLElement {
  const b = document.createElement("button");
  b.type = "button";
  b.className = "plain-button";
  b.textContent = text;
  b.addEventListener("click", act);
  return b;
}
