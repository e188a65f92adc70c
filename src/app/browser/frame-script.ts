/**
 * Runs in the frame before the site's own scripts: tells the page of links, forms and requests, which the page carries out
 * through the simulated network. A text, since the frame shares nothing with the page.
 */
export const FRAME_SCRIPT = `function (base) {
  const tell = (message) => parent.postMessage({ drydock: message }, "*");
  const absolute = (url) => new URL(url, base).href;
  addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || event.defaultPrevented) return;
    event.preventDefault();
    const href = link.getAttribute("href");
    if (href.startsWith("#")) location.hash = href;
    else tell({ kind: "navigate", url: absolute(href) });
  });
  const submit = (form, submitter) => {
    const data = new FormData(form, submitter);
    const pairs = new URLSearchParams();
    for (const [name, value] of data) pairs.append(name, typeof value === "string" ? value : value.name);
    const method = (submitter?.getAttribute("formmethod") || form.getAttribute("method") || "get").toUpperCase();
    const action = submitter?.getAttribute("formaction") || form.getAttribute("action") || base;
    tell({ kind: "submit", method, url: absolute(action), body: pairs.toString() });
  };
  addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    submit(event.target, event.submitter);
  });
  HTMLFormElement.prototype.submit = function () { submit(this); };
  let calls = 0;
  const open = new Map();
  addEventListener("message", (event) => {
    const answer = event.data && event.data.drydockAnswer;
    const pending = answer && open.get(answer.id);
    if (!pending) return;
    open.delete(answer.id);
    if (answer.error) pending.reject(new TypeError("Failed to fetch"));
    else pending.resolve(new Response([101, 204, 304].includes(answer.status) ? null : answer.body, { status: answer.status, statusText: answer.statusText, headers: answer.headers }));
  });
  window.fetch = async (input, init) => {
    const request = new Request(input instanceof Request ? input : absolute(input), init);
    const body = request.method === "GET" || request.method === "HEAD" ? undefined : new Uint8Array(await request.arrayBuffer());
    const id = ++calls;
    const answer = new Promise((resolve, reject) => open.set(id, { resolve, reject }));
    tell({ kind: "fetch", id, method: request.method, url: request.url, body, contentType: request.headers.get("content-type") });
    return answer;
  };
  window.XMLHttpRequest = class extends EventTarget {
    readyState = 0; status = 0; statusText = ""; responseText = ""; response = ""; responseType = ""; timeout = 0; withCredentials = false;
    upload = new EventTarget(); #headers = new Headers(); #answered = new Headers(); #sent; #gone = false;
    open(method, url) { this.#sent = { method, url }; this.#to(1); }
    setRequestHeader(name, value) { this.#headers.append(name, value); }
    getResponseHeader(name) { return this.#answered.get(name); }
    getAllResponseHeaders() { return [...this.#answered].map(([k, v]) => k + ": " + v + "\\r\\n").join(""); }
    overrideMimeType() {}
    abort() { this.#gone = true; this.#tell("abort"); }
    #to(state) { this.readyState = state; this.#tell("readystatechange"); }
    #tell(name) { const event = new ProgressEvent(name); this["on" + name]?.(event); this.dispatchEvent(event); }
    async send(body) {
      try {
        const { method, url } = this.#sent;
        const answer = await fetch(url, { method, headers: this.#headers, body: /^(get|head)$/i.test(method) ? undefined : body });
        const bytes = await answer.arrayBuffer();
        if (this.#gone) return;
        this.status = answer.status; this.statusText = answer.statusText; this.#answered = answer.headers; this.responseURL = absolute(url);
        const text = new TextDecoder().decode(bytes);
        if (this.responseType === "" || this.responseType === "text") this.responseText = text;
        this.response = this.responseType === "json" ? JSON.parse(text || "null") : this.responseType === "arraybuffer" ? bytes : this.responseType === "blob" ? new Blob([bytes]) : text;
        this.#to(2); this.#to(4); this.#tell("load");
      } catch { this.readyState = 4; this.#tell("readystatechange"); this.#tell("error"); }
      this.#tell("loadend");
    }
  };
}`;
