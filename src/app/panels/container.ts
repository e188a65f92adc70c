import { html, nothing, type TemplateResult } from "lit";
import type { ContainerView } from "../../api/view.ts";
import type { Words } from "../all-words.ts";
import { shortID, size } from "./sizes.ts";

/** What a click in the engine's picture does, and what is unfolded there. */
export interface PictureActions {
  /** Opens an address of the simulated host. */
  browse(url: string): void;
  isOpen(id: string): boolean;
  toggle(id: string): void;
}

/** A container: its thin writable layer, with what it is doing and what it changed. */
export function containerLayer(c: ContainerView, w: Words, actions: PictureActions): TemplateResult {
  const open = actions.isOpen(c.id);
  return html`<div class="writable" data-state=${c.state} data-container=${c.name}>
    <div class="row">
      <button type="button" class="unfold" aria-expanded=${open} @click=${() => actions.toggle(c.id)}>
        <span class="dot"></span>
        <span class="said">
          <strong>${c.name}</strong> <span class="state">${stateText(c)}</span>
          <span class="count" title=${w.writable}>${c.changeCount ? w.changes(c.changeCount) : w.unchanged}</span>
        </span>
      </button>
      ${ports(c).map((p) => portButton(p, w, actions))}
    </div>
    ${open ? details(c, w) : nothing}
  </div>`;
}

function details(c: ContainerView, w: Words): TemplateResult {
  return html`<dl>
      <dt>id</dt>
      <dd>${shortID(c.id)}</dd>
      <dt>command</dt>
      <dd><code>${c.command}</code></dd>
      ${c.networks.map((n) => html`<dt>${n.name}</dt><dd>${n.address || "–"}</dd>`)}
      ${c.exposed.length ? html`<dt>EXPOSE</dt><dd>${c.exposed.join(", ")}</dd>` : nothing}
      ${c.mounts.map((m) => html`<dt>${m.type}</dt><dd>${m.name} → ${m.destination}${m.readOnly ? " (ro)" : ""}</dd>`)}
      ${c.changeCount ? html`<dt>${w.writable}</dt><dd>${size(c.sizeRw)}</dd>` : nothing}
    </dl>
    ${
      c.changeCount
        ? html`<ul class="changes" tabindex="0" aria-label=${w.changes(c.changeCount)}>
            ${c.changes.map((ch) => html`<li data-kind=${ch.kind}><b>${ch.kind}</b> ${ch.path}</li>`)}
            ${c.changeCount > c.changes.length ? html`<li>${w.more(c.changeCount - c.changes.length)}</li>` : nothing}
          </ul>`
        : nothing
    }`;
}

function stateText(c: ContainerView): string {
  const health = c.health === "none" ? "" : ` (${c.health})`;
  if (c.state === "exited") return `exited (${c.exitCode})`;
  return `${c.state}${c.state === "running" ? health : ""}${c.autoRemove ? " · --rm" : ""}`;
}

/** Each published port once, though it is published for IPv4 and IPv6. */
function ports(c: ContainerView): ContainerView["ports"] {
  return c.ports.filter((p, i) => c.ports.findIndex((q) => portText(q) === portText(p)) === i);
}

/** A published port of a running container: a click opens it in the browser. */
function portButton(p: ContainerView["ports"][number], w: Words, actions: PictureActions): TemplateResult {
  if (p.protocol !== "tcp" || p.hostPort === 0) return html`<span class="ports">${portText(p)}</span>`;
  const url = `http://localhost:${p.hostPort}/`;
  return html`<button type="button" class="ports" title="${w.browser}: ${url}" @click=${() => actions.browse(url)}>${portText(p)}</button>`;
}

function portText(p: ContainerView["ports"][number]): string {
  return `${p.hostPort}→${p.port}${p.protocol === "tcp" ? "" : `/${p.protocol}`}`;
}
