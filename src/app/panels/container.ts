import { html, nothing, type TemplateResult } from "lit";
import type { ContainerView } from "../../api/view.ts";
import type { Words } from "../i18n.ts";
import { shortID, size } from "./sizes.ts";

/** A container: its thin writable layer, with what it is doing and what it changed. */
export function containerLayer(c: ContainerView, w: Words, browse: (url: string) => void): TemplateResult {
  return html`<details class="writable" data-state=${c.state} data-container=${c.name}>
    <summary>
      <span class="dot" title=${c.state}></span>
      <strong>${c.name}</strong>
      <span class="state">${stateText(c)}</span>
      ${ports(c).map((p) => portButton(p, browse))}
      <span class="count" title=${w.writable}>${c.changeCount ? w.changes(c.changeCount) : w.unchanged}</span>
    </summary>
    <dl>
      <dt>id</dt>
      <dd>${shortID(c.id)}</dd>
      <dt>command</dt>
      <dd><code>${c.command}</code></dd>
      ${c.networks.map((n) => html`<dt>${n.name}</dt><dd>${n.address || "–"}</dd>`)}
      ${c.exposed.length ? html`<dt>EXPOSE</dt><dd>${c.exposed.join(", ")}</dd>` : nothing}
      ${c.mounts.map((m) => html`<dt>${m.type}</dt><dd>${m.name} → ${m.destination}${m.readOnly ? " (ro)" : ""}</dd>`)}
      ${c.changeCount ? html`<dt>${w.writable}</dt><dd>${size(c.sizeRw)}</dd>` : nothing}
    </dl>
    <ul class="changes">
      ${c.changes.map((ch) => html`<li data-kind=${ch.kind}><b>${ch.kind}</b> ${ch.path}</li>`)}
      ${c.changeCount > c.changes.length ? html`<li>${w.more(c.changeCount - c.changes.length)}</li>` : nothing}
    </ul>
  </details>`;
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
function portButton(p: ContainerView["ports"][number], browse: (url: string) => void): TemplateResult {
  if (p.protocol !== "tcp" || p.hostPort === 0) return html`<span class="ports">${portText(p)}</span>`;
  const open = (event: Event) => {
    event.preventDefault();
    browse(`http://localhost:${p.hostPort}/`);
  };
  return html`<button type="button" class="ports" @click=${open}>${portText(p)}</button>`;
}

function portText(p: ContainerView["ports"][number]): string {
  return `${p.hostPort}→${p.port}${p.protocol === "tcp" ? "" : `/${p.protocol}`}`;
}
