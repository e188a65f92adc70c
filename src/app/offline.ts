/** Late enough to be in nobody's way. */
const REGISTER_MS = 3000;

/** From the next visit on the browser keeps what it is asked for (public/sw.js): that comes without a network, too. */
export function keepForOffline(): void {
  if (!import.meta.env.PROD) return;
  setTimeout(() => {
    // Refused, or not there: all is as it was.
    navigator.serviceWorker?.register("./sw.js").catch(() => {});
  }, REGISTER_MS);
}
