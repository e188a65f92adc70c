import { html, nothing, type TemplateResult } from "lit";
import type { MachineClient } from "../../machine/types.ts";
import type { Editor } from "./editor.ts";
import { nameOf } from "./folders.ts";
import { type FileContent, readContent } from "./read.ts";
import type { FileWords } from "./words.ts";

/** The file that is being edited, one at a time. */
export interface Desk {
  readonly path: string | undefined;
  /** There is something that a leaving visitor would lose. */
  readonly unsaved: boolean;
  open(path: string): Promise<void>;
  save(): Promise<void>;
  /** The file may be another by now: what nobody has touched here becomes what it is. */
  refresh(): Promise<void>;
  focus(): void;
  render(): TemplateResult | typeof nothing;
}

export interface DeskOptions {
  /** Where the editor is put. */
  readonly place: HTMLElement;
  readonly client: Pick<MachineClient, "readdir" | "readFile" | "writeFile">;
  words(): FileWords;
  /** What `render` gives is another. */
  changed(): void;
}

export function createDesk({ place, client, words, changed }: DeskOptions): Desk {
  let path: string | undefined;
  /** What the file holds as far as known here; undefined where there is none. */
  let stored: string | undefined;
  let editor: Editor | undefined;
  let note = "";
  let turn = 0;
  const isUnsaved = () => editor !== undefined && editor.text() !== (stored ?? "");

  function say(text: string): void {
    note = text;
    changed();
  }

  async function save(): Promise<void> {
    if (!editor || path === undefined || !(isUnsaved() || stored === undefined)) return;
    const text = editor.text();
    try {
      await client.writeFile(path, new TextEncoder().encode(text));
      stored = text;
      say("");
    } catch (e) {
      say(words().notSaved(e instanceof Error ? e.message : String(e)));
    }
  }

  function why(content: FileContent): string {
    const w = words();
    if (content.kind === "large") return w.large(Math.round(content.size / 1000));
    return content.kind === "binary" ? w.binary : w.unreadable;
  }

  async function open(wanted: string): Promise<void> {
    const mine = ++turn;
    await save();
    const content = await readContent(client, wanted);
    const isText = content.kind === "text" || content.kind === "none";
    const { createEditor } = isText ? await import("./editor.ts") : {};
    if (mine !== turn) return;
    editor?.dispose();
    path = wanted;
    stored = content.kind === "text" ? content.text : undefined;
    editor = createEditor?.(place, {
      path,
      text: stored ?? "",
      label: words().editing(path),
      changed,
      save: () => void save(),
    });
    say(isText ? "" : why(content));
  }

  return {
    get path() {
      return path;
    },
    get unsaved() {
      return isUnsaved();
    },
    open,
    save,
    focus: () => editor?.focus(),
    async refresh() {
      if (!editor || path === undefined) return;
      const [mine, before] = [turn, stored];
      const content = await readContent(client, path);
      if (mine !== turn || before !== stored || !editor) return;
      if (content.kind === "none") return stored === undefined ? undefined : say(words().gone);
      if (content.kind !== "text" || content.text === stored) return;
      if (isUnsaved()) return say(words().changed);
      stored = content.text;
      editor.replace(content.text);
      say("");
    },
    render() {
      if (path === undefined) return nothing;
      const w = words();
      const unsaved = isUnsaved();
      return html`
        <div class="bar sheet-head">
          <strong title=${path}>${nameOf(path)}</strong>
          <span class="meta" role="status">${editor ? (unsaved || stored === undefined ? `● ${w.unsaved}` : w.saved) : ""}</span>
          <span class="gap"></span>
          ${editor ? html`<button type="button" ?disabled=${!unsaved && stored !== undefined} @click=${save}>${w.save}</button><button type="button" title=${w.download} aria-label=${w.download} @click=${download}>⤓</button>` : nothing}
        </div>
        ${note ? html`<div class="unsound" role="status">${note}</div>` : nothing}
        ${place}`;
    },
  };

  function download(): void {
    if (!editor || path === undefined) return;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([editor.text()]));
    link.download = nameOf(path);
    link.click();
    URL.revokeObjectURL(link.href);
  }
}
