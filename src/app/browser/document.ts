import { resolve } from "./address.ts";
import { FRAME_SCRIPT } from "./frame-script.ts";
import { createInliner, type GetResource } from "./inline.ts";

/**
 * Nothing in the frame reaches the page's own network or storage: scripts and styles are inlined, images are data, and the
 * frame has an origin of its own.
 */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval' data:; style-src 'unsafe-inline' data:; img-src data: blob:; font-src data:; media-src data:; form-action 'none'";

/** The served HTML as a document for the sandboxed frame: its resources in place, its links and forms told to the page. */
export async function frameDocument(htmlText: string, url: string, get: GetResource): Promise<string> {
  const doc = new DOMParser().parseFromString(htmlText, "text/html");
  const base = resolve(doc.querySelector("base[href]")?.getAttribute("href") ?? url, url) ?? url;
  const inline = createInliner(get);
  const dataUrl = async (reference: string) => {
    const absolute = resolve(reference, base);
    return absolute?.startsWith("http:") ? inline.file(absolute) : undefined;
  };
  for (const script of doc.querySelectorAll("script[src]")) {
    const absolute = resolve(script.getAttribute("src") ?? "", base);
    script.removeAttribute("src");
    const text =
      absolute && (await inline.text(absolute, script.getAttribute("type") === "module" ? "module" : "script"));
    if (text) script.textContent = text.replaceAll("</script", "<\\/script");
  }
  for (const script of doc.querySelectorAll('script[type="module"]:not([src])'))
    script.textContent = (await inline.module(script.textContent, base)).replaceAll("</script", "<\\/script");
  for (const link of doc.querySelectorAll('link[rel~="stylesheet"][href]')) {
    const absolute = resolve(link.getAttribute("href") ?? "", base);
    const style = doc.createElement("style");
    style.textContent = (absolute && (await inline.text(absolute, "style"))) ?? "";
    link.replaceWith(style);
  }
  for (const style of doc.querySelectorAll("style")) style.textContent = await inline.style(style.textContent, base);
  for (const element of doc.querySelectorAll("[style]"))
    element.setAttribute("style", await inline.style(element.getAttribute("style") ?? "", base));
  for (const element of doc.querySelectorAll(
    "img[src], source[src], video[src], audio[src], video[poster], input[src]",
  )) {
    element.removeAttribute("srcset");
    for (const name of ["src", "poster"]) {
      const source = element.getAttribute(name);
      const data = source && !source.startsWith("data:") ? await dataUrl(source) : undefined;
      if (data !== undefined) element.setAttribute(name, data);
    }
  }
  for (const other of doc.querySelectorAll("base, meta[http-equiv], link[href]")) other.remove();
  const policy = doc.createElement("meta");
  policy.httpEquiv = "Content-Security-Policy";
  policy.content = POLICY;
  const script = doc.createElement("script");
  script.textContent = `(${FRAME_SCRIPT})(${JSON.stringify(base).replaceAll("<", "\\u003c")})`;
  // What the site's scripts say of addresses is meant from here.
  const place = doc.createElement("base");
  place.href = base;
  doc.head.prepend(policy, place, script);
  return wholeText(doc);
}

/** Plain text (JSON, logs) as a document. */
export function textDocument(text: string): string {
  const doc = plainDocument("");
  const pre = doc.createElement("pre");
  pre.textContent = text;
  doc.body.append(pre);
  return wholeText(doc);
}

/** What a browser shows in a page's place: a heading, and lines below it. */
export function messageDocument(title: string, ...lines: readonly string[]): string {
  const doc = plainDocument(
    "body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 34rem; padding: 0 1rem; }",
  );
  const add = (name: string, text: string) => {
    const element = doc.createElement(name);
    element.textContent = text;
    doc.body.append(element);
  };
  if (title !== "") add("h2", title);
  for (const line of lines) if (line !== "") add("p", line);
  return wholeText(doc);
}

function plainDocument(css: string): Document {
  const doc = document.implementation.createHTMLDocument();
  doc.documentElement.lang = document.documentElement.lang;
  const style = doc.createElement("style");
  // Whatever is long is broken: nothing is cut off.
  style.textContent = `pre { white-space: pre-wrap; } body { overflow-wrap: anywhere; } ${css}`;
  doc.head.append(style);
  return doc;
}

function wholeText(doc: Document): string {
  return `<!doctype html>${doc.documentElement.outerHTML}`;
}
