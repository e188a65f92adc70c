import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { STUDENT } from "../../machine/host-user.ts";
import type { HostEntry, MachineClient } from "../../machine/types.ts";
import { createDesk, type Desk } from "./desk.ts";
import filesStyle from "./files.css?inline";
import { type Folders, foldersAbove, nameOf, pathIn, readFolders, shortPath } from "./folders.ts";
import { type FileWords, fileWords } from "./words.ts";

/** A file from the visitor's own computer may be so large: it is kept in the session. */
const MOST_ADDED = 2 << 20;
/** What a command line has done to the files is looked at when it has had a moment. */
const REFRESH_MS = 400;
const HOME = STUDENT.home;

/** The host's files, and an editor for them. */
export class FilesPanel extends LitElement {
  static override properties = {
    words: { attribute: false },
    folders: { attribute: false },
    naming: { attribute: false },
    said: { attribute: false },
  };
  declare words: FileWords;
  /** Those that are unfolded; the first is the one at the top. */
  declare folders: Folders;
  /** A name for a new file is being typed. */
  declare naming: boolean;
  /** What went wrong with what was asked last. */
  declare said: string;
  #client: MachineClient;
  /** The folder at the top. */
  #root = HOME;
  #desk: Desk;
  #refreshing: ReturnType<typeof setTimeout> | undefined;

  constructor(client: MachineClient) {
    super();
    this.#client = client;
    this.words = fileWords(document.documentElement.lang);
    this.folders = new Map([[HOME, []]]);
    this.naming = false;
    this.said = "";
    const place = document.createElement("div");
    place.className = "sheet";
    this.#desk = createDesk({ place, client, words: () => this.words, changed: () => this.requestUpdate() });
    client.onLog(() => {
      if (this.offsetParent === null) return;
      clearTimeout(this.#refreshing);
      this.#refreshing = setTimeout(() => void this.refresh(), REFRESH_MS);
    });
    this.addEventListener("focusout", ({ relatedTarget }) => {
      if (!(relatedTarget instanceof Node && this.contains(relatedTarget))) void this.#desk.save();
    });
    this.addEventListener("dragover", (event) => event.preventDefault());
    this.addEventListener("drop", (event) => {
      event.preventDefault();
      void this.#add(event.dataTransfer?.files);
    });
    addEventListener("beforeunload", (event) => {
      if (this.#desk.unsaved) event.preventDefault();
    });
  }

  /** Shows a folder, or a file in the editor. */
  async open(path: string, folder: boolean): Promise<void> {
    if (folder) {
      this.#root = path;
      this.folders = new Map([[path, []]]);
      return this.refresh();
    }
    await this.#desk.open(path);
    this.folders = await readFolders(
      this.#client,
      new Set([...this.folders.keys(), ...foldersAbove(path, this.#root)]),
    );
    this.requestUpdate();
    await this.updateComplete;
    this.#desk.focus();
  }

  /** Looks at everything that is shown anew. */
  async refresh(): Promise<void> {
    this.folders = await readFolders(this.#client, this.folders.keys());
    await this.#desk.refresh();
  }

  relabel(): void {
    this.words = fileWords(document.documentElement.lang);
  }

  /** The page's own style sheet reaches in. */
  protected override createRenderRoot(): HTMLElement {
    const style = new CSSStyleSheet();
    style.replaceSync(filesStyle);
    document.adoptedStyleSheets.push(style);
    return this;
  }

  protected override render(): TemplateResult {
    const w = this.words;
    const path = shortPath(this.#root, HOME);
    return html`
      <div class="bar">
        <strong>${path}</strong>
        ${path === "~" ? nothing : html`<button type="button" title=${w.home} aria-label=${w.home} @click=${() => this.open(HOME, true)}>⌂</button>`}
        <span class="gap"></span>
        <button type="button" title=${w.newFile} @click=${this.#startNaming}>+ ${w.newFile}</button>
        <label class="button" title=${`${w.addFiles} ${w.drop}`}>⇪<input type="file" multiple aria-label=${w.addFiles} @change=${this.#chosen} /></label>
      </div>
      ${this.naming ? html`<form class="bar" @submit=${this.#named}><input name="name" aria-label=${w.newName} placeholder=${w.newName} spellcheck="false" autocomplete="off" @keydown=${this.#stopNaming} /></form>` : nothing}
      <div class="unsound" role="status">${this.said}</div>
      <div class="tree">${this.#list(this.#root)}</div>
      ${this.#desk.render()}`;
  }

  #list(folder: string): TemplateResult {
    const entries = this.folders.get(folder) ?? [];
    return html`<ul>
      ${repeat(
        entries,
        (e) => e.name,
        (e) => this.#entry(pathIn(folder, e.name), e),
      )}
      ${entries.length === 0 ? html`<li class="meta">${this.words.empty}</li>` : nothing}
    </ul>`;
  }

  #entry(path: string, { name, kind }: HostEntry): TemplateResult {
    if (kind !== "directory") {
      const current = this.#desk.path === path ? "true" : "false";
      return html`<li><button type="button" class="file" aria-current=${current} @click=${() => this.open(path, false)}>${name}</button></li>`;
    }
    const unfolded = this.folders.has(path);
    return html`<li>
      <button type="button" class="unfold" aria-expanded=${unfolded} @click=${() => this.#toggle(path)}>${name}</button>
      ${unfolded ? this.#list(path) : nothing}
    </li>`;
  }

  #toggle(path: string): Promise<void> {
    const paths = new Set(this.folders.keys());
    if (!paths.delete(path)) paths.add(path);
    this.folders = new Map([...this.folders].filter(([p]) => paths.has(p)));
    if (paths.has(path)) this.folders = new Map([...this.folders, [path, []]]);
    return this.refresh();
  }

  #startNaming = async () => {
    this.naming = true;
    await this.updateComplete;
    this.querySelector<HTMLInputElement>("input[name=name]")?.focus();
  };

  #stopNaming = (event: KeyboardEvent) => {
    if (event.key === "Escape") this.naming = false;
  };

  #named = async (event: SubmitEvent) => {
    event.preventDefault();
    const input = (event.target as HTMLFormElement).elements.namedItem("name") as HTMLInputElement;
    const name = input.value.trim().replace(/^\/+|\/+$/g, "");
    this.naming = false;
    if (name === "" || name.split("/").some((part) => part === ".." || part === "." || part === "")) return;
    await this.open(pathIn(this.#root, name), false);
  };

  #chosen = async (event: Event) => {
    const input = event.target as HTMLInputElement;
    await this.#add(input.files);
    input.value = "";
  };

  async #add(files: FileList | null | undefined): Promise<void> {
    this.said = "";
    for (const file of files ?? []) {
      if (file.size > MOST_ADDED) this.said = this.words.tooLarge(file.name);
      else
        await this.#client.writeFile(pathIn(this.#root, nameOf(file.name)), new Uint8Array(await file.arrayBuffer()));
    }
    await this.refresh();
  }
}
customElements.define("drydock-files", FilesPanel);

/** Makes the panel and shows the home folder. */
export async function createFilesPanel(element: HTMLElement, client: MachineClient): Promise<FilesPanel> {
  const panel = new FilesPanel(client);
  element.replaceChildren(panel);
  await panel.refresh();
  return panel;
}
