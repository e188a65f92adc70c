/**
 * Runs in the frame before the site's own scripts: tells the page of links, forms and requests, which the page carries out
 * through the simulated network. A text, since the frame shares nothing with the page.
 */
export const FRAME_SCRIPT = `function (base) {
  const tell = (message) => parent.postMessage({ drydock: message }, "*");
  const absolute = (url) => new URL(url, base).href;
  addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href]");
    if (!link || event.defaultPrevented || link.getAttribute("href").startsWith("#")) return;
    event.preventDefault();
    tell({ kind: "navigate", url: absolute(link.getAttribute("href")) });
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
}`;
