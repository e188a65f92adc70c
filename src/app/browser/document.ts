import { FRAME_SCRIPT } from "./frame-script.ts";

/** Gets a file of the served site; undefined when there is none. */
export type GetResource = (url: string) => Promise<{ readonly type: string; readonly body: Uint8Array } | undefined>;

/**
 * Nothing in the frame reaches the page's own network or storage: scripts and styles are inlined, images are data, and the
 * frame has an origin of its own.
 */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data:; style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:; form-action 'none'";

/** The served HTML as a document for the sandboxed frame: its resources in place, its links and forms told to the page. */
export async function frameDocument(htmlText: string, url: string, get: GetResource): Promise<string> {
  const doc = new DOMParser().parseFromString(htmlText, "text/html");
  const absolute = (relative: string) => new URL(relative, doc.querySelector("base")?.getAttribute("href") ?? url).href;
  for (const script of doc.querySelectorAll("script[src]")) {
    const file = await get(absolute(script.getAttribute("src") ?? ""));
    script.removeAttribute("src");
    if (file) script.textContent = decode(file.body).replaceAll("</script", "<\\/script");
  }
  for (const link of doc.querySelectorAll('link[rel~="stylesheet"][href]')) {
    const file = await get(absolute(link.getAttribute("href") ?? ""));
    const style = doc.createElement("style");
    if (file) style.textContent = decode(file.body);
    link.replaceWith(style);
  }
  for (const image of doc.querySelectorAll("img[src]")) {
    const source = image.getAttribute("src") ?? "";
    if (source.startsWith("data:")) continue;
    const file = await get(absolute(source));
    if (file) image.setAttribute("src", `data:${file.type};base64,${base64(file.body)}`);
  }
  for (const other of doc.querySelectorAll("base, meta[http-equiv], link[href]")) other.remove();
  const policy = doc.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = POLICY;
  const script = doc.createElement("script");
  script.textContent = `(${FRAME_SCRIPT})(${JSON.stringify(url).replaceAll("<", "\\u003c")})`;
  doc.head.prepend(policy, script);
  return `<!doctype html>${doc.documentElement.outerHTML}`;
}

/** Plain text (JSON, logs) as a document. */
export function textDocument(text: string): string {
  const doc = document.implementation.createHTMLDocument();
  const pre = doc.createElement("pre");
  pre.textContent = text;
  doc.body.append(pre);
  return `<!doctype html>${doc.documentElement.outerHTML}`;
}

const decoder = new TextDecoder();
function decode(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (const b of bytes) text += String.fromCharCode(b);
  return btoa(text);
}
