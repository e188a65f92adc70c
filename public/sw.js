/*
 * Keeps what this site has been asked for, so that it comes without a network, too. What has a digest in its name never
 * changes; the page itself is asked for anew each time, and when it is another one, what belonged to the old one goes.
 */
const CACHE = "drydock-site";

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) =>
  // The page is on its way while this file is still being read.
  event.waitUntil(Promise.all([clients.claim(), registration.navigationPreload?.enable()])),
);
addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(registration.scope)) return;
  // Only what is this site's own: a course may have other pages beside it, or below.
  const name = request.url.slice(registration.scope.length).replace(/[?#].*/s, "");
  if (request.mode === "navigate") {
    if (name === "" || name === "index.html") event.respondWith(page(event, request));
    // Python's files are kept by the program that loads them.
  } else if (/^(assets\/|favicon\.svg$)/.test(name) && !/pyodide|python_stdlib/.test(name))
    event.respondWith(file(event, request));
});

async function page(event, request) {
  const cache = await caches.open(CACHE);
  const kept = await cache.match(request, { ignoreSearch: true });
  try {
    const response = (await event.preloadResponse) ?? (await fetch(request));
    if (response.ok && (await response.clone().text()) !== (await kept?.text())) {
      await caches.delete(CACHE);
      await put(request, response.clone());
    }
    return response;
  } catch (error) {
    if (kept) return kept;
    throw error;
  }
}

async function file(event, request) {
  const kept = await (await caches.open(CACHE)).match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) event.waitUntil(put(request, response.clone()));
  return response;
}

/** Where there is no room it is not kept. */
async function put(request, response) {
  try {
    await (await caches.open(CACHE)).put(request, response);
  } catch {}
}
