import { html, LitElement, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { EngineView } from "../../api/view.ts";
import type { MachineNotice } from "../../machine/types.ts";
import type { Words } from "../all-words.ts";
import { type BuildPicture, buildPicture, withNotice } from "./build.ts";
import { containerLayer, type PictureActions } from "./container.ts";
import { imageName, imageStack, type LayerOwners } from "./image.ts";
import { size } from "./sizes.ts";

const EMPTY: EngineView = { containers: [], images: [], networks: [], volumes: [] };
/** Networks that every engine has: shown only when something is connected to them by choice. */
const BUILT_IN = new Set(["bridge", "host", "none"]);

/** The live picture of the engine. It draws what it is given and asks for nothing. */
export class EnginePanel extends LitElement {
  static override properties = {
    view: { attribute: false },
    words: { attribute: false },
    build: { attribute: false },
    opened: { attribute: false },
  };
  declare view: EngineView;
  declare words: Words | undefined;
  declare build: BuildPicture | undefined;
  /** Ids of the containers and images that are unfolded. */
  declare opened: ReadonlySet<string>;
  /** Called with a command line when the visitor clicks one. */
  onCommand: (line: string) => void = () => {};
  /** Called with an address of the simulated host when the visitor clicks a published port. */
  onBrowse: (url: string) => void = () => {};

  constructor() {
    super();
    this.view = EMPTY;
    this.words = undefined;
    this.build = undefined;
    this.opened = new Set();
  }

  /** Follows a build from its notices. */
  notice(notice: MachineNotice): void {
    this.build = withNotice(this.build, notice);
  }

  /** The page's own style sheet reaches in. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult | typeof nothing {
    const w = this.words;
    if (!w) return nothing;
    const { images, containers, volumes } = this.view;
    const owners = layerOwners(this.view);
    const byImage = Map.groupBy(containers, (c) => c.imageID);
    const orphans = containers.filter((c) => !images.some((i) => i.id === c.imageID));
    const networks = this.view.networks.filter((n) => !BUILT_IN.has(n.name));
    const actions: PictureActions = {
      browse: this.onBrowse,
      isOpen: (id) => this.opened.has(id),
      toggle: (id) => {
        const others = new Set(this.opened);
        this.opened = others.delete(id) ? others : others.add(id);
      },
    };
    return html`
      ${images.length || containers.length ? nothing : this.hints(w)}
      ${this.build ? buildPicture(this.build, w) : nothing}
      ${images.length || orphans.length ? html`<h2>${w.images}</h2>` : nothing}
      ${repeat(
        orphans,
        (c) => c.id,
        (c) =>
          html`<article class="image"><header><span class="meta">${c.image} · ${w.goneImage}</span></header>${containerLayer(c, w, actions)}</article>`,
      )}
      ${repeat(
        images,
        (image) => image.id,
        (image) => imageStack(image, byImage.get(image.id) ?? [], owners, w, actions),
      )}
      ${volumes.length ? html`<h2>${w.volumes}</h2><ul class="plain">${volumes.map((v) => this.volume(v, w))}</ul>` : nothing}
      ${networks.length ? html`<h2>${w.networks}</h2><ul class="plain">${networks.map((n) => this.network(n))}</ul>` : nothing}
    `;
  }

  private hints(w: Words): TemplateResult {
    const line = (text: string) =>
      html`<li><button type="button" @click=${() => this.onCommand(text)}><code>${text}</code></button></li>`;
    return html`<div class="hints">
      <p>${w.nothingYet}</p>
      <ul>
        ${["docker run hello-world", "docker run -d -p 8080:80 --name web nginx", "docker ps -a"].map(line)}
      </ul>
      <p><kbd>F6</kbd> ${w.keyAreas}</p>
    </div>`;
  }

  private volume(v: EngineView["volumes"][number], w: Words): TemplateResult {
    const name = v.anonymous ? `${v.name.slice(0, 12)}… (${w.anonymous})` : v.name;
    return html`<li><strong>${name}</strong> <span class="meta">${size(v.size)} · ${v.usedBy.length ? w.usedBy(v.usedBy.join(", ")) : w.unused}</span></li>`;
  }

  private network(n: EngineView["networks"][number]): TemplateResult {
    return html`<li>
      <strong>${n.name}</strong> <span class="meta">${n.driver} · ${n.subnet}</span>
      ${n.containers.map((c) => html`<div class="member">${c.name} <span class="meta">${c.address}</span></div>`)}
    </li>`;
  }
}

function layerOwners(view: EngineView): LayerOwners {
  const owners = new Map<string, string[]>();
  for (const image of view.images) {
    for (const layer of image.layers) {
      const list = owners.get(layer.chainID);
      if (list) list.push(imageName(image));
      else owners.set(layer.chainID, [imageName(image)]);
    }
  }
  return owners;
}

customElements.define("drydock-engine", EnginePanel);
