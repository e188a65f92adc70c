import { html, nothing, type TemplateResult } from "lit";
import type { ContainerView, ImageView } from "../../api/view.ts";
import type { Words } from "../i18n.ts";
import { containerLayer } from "./container.ts";
import { instruction, shortID, size } from "./sizes.ts";

/** Names of the images that hold each layer, by chainID. */
export type LayerOwners = ReadonlyMap<string, readonly string[]>;

/** An image as a stack of read-only layers, newest on top, with its containers' writable layers upon it. */
export function imageStack(
  image: ImageView,
  containers: readonly ContainerView[],
  owners: LayerOwners,
  w: Words,
  browse: (url: string) => void,
): TemplateResult {
  const own = imageName(image);
  return html`<article class="image" data-image=${own}>
    <header>
      <h3>
        ${image.tags.length ? image.tags.map((t) => html`<span class="tag">${t}</span>`) : html`<span class="tag none">&lt;none&gt;</span>`}
      </h3>
      <span class="meta">${shortID(image.id)} · ${size(image.size)}${image.dangling ? ` · ${w.dangling}` : ""}</span>
    </header>
    ${containers.map((c) => containerLayer(c, w, browse))}
    <ol class="layers" aria-label=${w.readOnly}>
      ${image.layers.toReversed().map((layer) => {
        const others = (owners.get(layer.chainID) ?? []).filter((name) => name !== own);
        const title = `${instruction(layer.createdBy)}\n${size(layer.size)}, ${w.readOnly}${others.length ? `\n${w.sharedWith(others.join(", "))}` : ""}`;
        return html`<li class=${others.length ? "shared" : ""} title=${title} data-chain=${layer.chainID}>
          <span class="what">${instruction(layer.createdBy)}</span>
          ${others.length ? html`<span class="with" style=${`--hue:${hue(layer.chainID)}`}></span>` : nothing}
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
