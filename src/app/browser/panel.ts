import type { EngineView } from "../../api/view.ts";
import type { MachineClient } from "../../machine/types.ts";
import type { Words } from "../all-words.ts";
import { createCookieJar } from "./cookies.ts";
import { frameDocument, messageDocument, textDocument } from "./document.ts";
import { failureText } from "./failure.ts";
import { hintsOf } from "./hints.ts";
import { createHistory } from "./history.ts";
import { type Arrival, addressOf, type Visit, visit } from "./navigate.ts";

export interface BrowserPanel {
  open(url: string): Promise<void>;
  relabel(w: Words): void;
}

/** What the frame tells; anything else that it may send is not ours. */
type FrameMessage =
  | { readonly kind: "navigate"; readonly url: string }
  | { readonly kind: "submit"; readonly method: string; readonly url: string; readonly body: string }
  | {
      readonly kind: "fetch";
      readonly id: number;
      readonly method: string;
      readonly url: string;
      readonly body: Uint8Array | undefined;
      readonly contentType: string | null;
    };

/**
 * A small browser on the simulated host: an address bar, back, forward and reload, and a frame without any right on this page. What the
 * served site says is shown, never run here.
 */
export function createBrowserPanel(element: HTMLElement, client: MachineClient): BrowserPanel {
  element.innerHTML = `<form class="address"><button type="button" name="back">‹</button><button type="button" name="forward">›</button><button type="button" name="reload">↻</button><input name="url" spellcheck="false" autocomplete="off" value="http://localhost:3000/" /></form><div class="unseen" role="status"></div><details hidden><summary class="answer"></summary><dl class="headers"></dl></details><iframe sandbox="allow-scripts allow-forms"></iframe>`;
  const form = element.querySelector("form") as HTMLFormElement;
  const input = form.elements.namedItem("url") as HTMLInputElement;
  const back = form.elements.namedItem("back") as HTMLButtonElement;
  const forward = form.elements.namedItem("forward") as HTMLButtonElement;
  const reload = form.elements.namedItem("reload") as HTMLButtonElement;
  const details = element.querySelector("details") as HTMLDetailsElement;
  const status = element.querySelector(".answer") as HTMLElement;
  const aloud = element.querySelector("[role=status]") as HTMLElement;
  const frame = element.querySelector("iframe") as HTMLIFrameElement;
  const headers = element.querySelector(".headers") as HTMLElement;
  const jar = createCookieJar();
  let view: EngineView = { containers: [], images: [], networks: [], volumes: [] };
  client.onView((now) => {
    view = now;
  });
  const history = createHistory();
  let turn = 0;
  let pending = false;

  /** What came of it, for eyes and for ears. */
  function answer(text: string): void {
    details.hidden = false;
    status.classList.toggle("bare", headers.childElementCount === 0);
    status.textContent = aloud.textContent = text;
  }

  /** Visits; a step along the history leaves that as it is. */
  async function go(wanted: Visit, step?: "step"): Promise<void> {
    const mine = ++turn;
    status.textContent = "…";
    const arrival = await visit(client, jar, wanted);
    if (mine !== turn) return;
    if (!step) history.arrived(wanted, arrival);
    back.disabled = !history.before();
    forward.disabled = !history.after();
    input.value = arrival.url;
    await show(arrival, mine);
  }

  async function show(arrival: Arrival, mine: number): Promise<void> {
    const failed = failureText(arrival, hintsOf(document.documentElement.lang), view);
    headers.replaceChildren(...(arrival.response.ok ? arrival.response.headers.flatMap(headerLine) : []));
    if (failed || !arrival.response.ok) {
      answer(failed?.code ?? "");
      display(messageDocument(failed?.title ?? "", failed?.line ?? "", failed?.code ?? "", failed?.hint ?? ""));
      return;
    }
    const { response } = arrival;
    const type = response.headers.find(([n]) => n.toLowerCase() === "content-type")?.[1] ?? "";
    answer([`${response.status} ${response.statusText}`, type].filter(Boolean).join(" · "));
    const text = new TextDecoder().decode(response.body);
    const html = /html/.test(type) || (type === "" && /^\s*</.test(text));
    const page = html ? await frameDocument(text, arrival.url, resource) : textDocument(text);
    if (mine === turn) display(page);
  }

  /** A document that was put there is told to have come once; one more has gone off by itself, to where nothing is. */
  function display(html: string): void {
    pending = true;
    frame.srcdoc = html;
  }
  frame.addEventListener("load", () => {
    if (!pending) display(messageDocument("", hintsOf(document.documentElement.lang).byScript));
    else pending = false;
  });

  function invalid(typed: string): void {
    turn++;
    headers.replaceChildren();
    answer("ERR_INVALID_URL");
    display(messageDocument("This site can’t be reached", `${typed} is not a valid address.`, "ERR_INVALID_URL"));
  }

  async function resource(url: string) {
    if (!url.startsWith("http:")) return undefined;
    const { response } = await visit(client, jar, { method: "GET", url });
    if (!response.ok || response.status !== 200) return undefined;
    const type = response.headers.find(([n]) => n.toLowerCase() === "content-type")?.[1] ?? "application/octet-stream";
    return { type: type.split(";")[0] ?? type, body: response.body };
  }

  async function answerFetch(message: Extract<FrameMessage, { kind: "fetch" }>): Promise<void> {
    const wanted: Visit = {
      method: message.method,
      url: message.url,
      ...(message.body?.length ? { body: message.body } : {}),
      ...(message.contentType ? { contentType: message.contentType } : {}),
    };
    const { response } = await visit(client, jar, wanted);
    const answer = response.ok
      ? {
          id: message.id,
          status: response.status,
          statusText: response.statusText,
          headers: response.headers,
          body: response.body,
        }
      : { id: message.id, error: response.error };
    frame.contentWindow?.postMessage({ drydockAnswer: answer }, "*");
  }

  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow) return;
    const message = readMessage((event.data as { drydock?: unknown } | null)?.drydock);
    if (message?.kind === "navigate") void go({ method: "GET", url: message.url });
    if (message?.kind === "submit") void go(submission(message));
    if (message?.kind === "fetch") void answerFetch(message);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const url = addressOf(input.value);
    if (url !== undefined) void go({ method: "GET", url });
    else invalid(input.value);
  });
  reload.addEventListener("click", () => {
    const here = history.here();
    const url = addressOf(input.value);
    if (here) void go(here, "step");
    else if (url !== undefined) void go({ method: "GET", url });
  });
  back.disabled = forward.disabled = true;
  back.addEventListener("click", () => {
    const to = history.step(-1);
    if (to) void go(to, "step");
  });
  forward.addEventListener("click", () => {
    const to = history.step(1);
    if (to) void go(to, "step");
  });

  return {
    open: (url) => go({ method: "GET", url }),
    relabel(w) {
      for (const [node, label] of [
        [back, w.back],
        [forward, w.forward],
        [reload, w.reload],
        [input, w.address],
        [frame, w.browser],
      ] as const) {
        node.setAttribute("aria-label", label);
        node.title = label;
      }
    },
  };
}

function submission(m: Extract<FrameMessage, { kind: "submit" }>): Visit {
  if (m.method === "POST") {
    return {
      method: "POST",
      url: m.url,
      body: new TextEncoder().encode(m.body),
      contentType: "application/x-www-form-urlencoded",
    };
  }
  const url = new URL(m.url);
  url.search = m.body;
  return { method: "GET", url: url.href };
}

function headerLine([name, value]: readonly [string, string]): HTMLElement[] {
  const [dt, dd] = [document.createElement("dt"), document.createElement("dd")];
  dt.textContent = name;
  dd.textContent = value;
  return [dt, dd];
}

/** A message of the frame's own script; the site's scripts can send others, which are not obeyed. */
function readMessage(data: unknown): FrameMessage | undefined {
  if (typeof data !== "object" || data === null) return undefined;
  const { kind, url } = data as Record<string, unknown>;
  if (typeof url !== "string" || addressOf(url) === undefined) return undefined;
  const { method, body, id, contentType } = data as Record<string, unknown>;
  if (kind === "navigate") return { kind, url };
  if (typeof method !== "string" || !/^[A-Z]{1,10}$/.test(method)) return undefined;
  if (kind === "submit" && typeof body === "string") return { kind, method, url, body };
  if (kind === "fetch" && typeof id === "number") {
    return {
      kind,
      id,
      method,
      url,
      body: body instanceof Uint8Array ? body : undefined,
      contentType: typeof contentType === "string" ? contentType : null,
    };
  }
  return undefined;
}
