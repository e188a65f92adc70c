import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ContainerView, ImageView } from "../../api/view.ts";
import type { Words } from "../all-words.ts";
import { containerLayer, type PictureActions } from "./container.ts";
import { instruction, shortID, size } from "./sizes.ts";

/** Names of the images that hold each layer, by chainID. */
export type LayerOwners = ReadonlyMap<string, readonly string[]>;

/** An image as a stack of read-only layers, newest on top, with its containers' writable layers upon it. */
export function imageStack(
  image: ImageView,
  containers: readonly ContainerView[],
  owners: LayerOwners,
  w: Words,
  actions: PictureActions,
): TemplateResult {
  const own = imageName(image);
  const full = actions.isOpen(image.id);
  const unfold = () => actions.toggle(image.id);
  return html`<article class="image" data-image=${own}>
    <header>
      <h3>
        ${image.tags.length ? image.tags.map((t) => html`<span class="tag">${t}</span>`) : html`<span class="tag none">&lt;none&gt;</span>`}
      </h3>
      <button type="button" class="unfold meta" aria-expanded=${full} title=${w.layersInFull} @click=${unfold}>
        ${shortID(image.id)} · ${size(image.size)}${image.dangling ? ` · ${w.dangling}` : ""}
      </button>
    </header>
    ${repeat(
      containers,
      (c) => c.id,
      (c) => containerLayer(c, w, actions),
    )}
    <ol class="layers ${full ? "full" : ""}" aria-label=${w.readOnly}>
      ${image.layers.toReversed().map((layer) => {
        const what = instruction(layer.createdBy);
        const others = (owners.get(layer.chainID) ?? []).filter((name) => name !== own);
        const shared = others.length ? w.sharedWith(others.join(", ")) : "";
        const title = [what, `${size(layer.size)}, ${w.readOnly}`, shared].filter(Boolean).join("\n");
        return html`<li class=${shared ? "shared" : ""} title=${title} data-chain=${layer.chainID}>
          <span class="what">${what}${full && shared ? html`<small>${shared}</small>` : nothing}</span>
          ${shared ? html`<span class="with" style=${`--hue:${hue(layer.chainID)}`}></span>` : nothing}
          <span class="size">${size(layer.size)}</span>
        </li>`;
      })}
    </ol>
  </article>`;
}

/** What an image is called in the panel. */
export function imageName(image: ImageView): string {
  return image.tags[0] ?? shortID(image.id);
}

/** The same colour for the same layer wherever it is. */
function hue(chainID: string): number {
  return Number.parseInt(shortID(chainID).slice(0, 6), 16) % 360;
}
