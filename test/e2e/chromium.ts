import { existsSync } from "node:fs";

/** Where a Chromium is: `CHROMIUM`, or Debian's. */
export function findChromium(): string | undefined {
  return [process.env["CHROMIUM"], "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(
    (path) => path !== undefined && existsSync(path),
  );
}

/** Without these a Chromium as root, or without a network, does not come up. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A site that is not on https, as in a classroom's own network.
  "--host-resolver-rules=MAP school.test 127.0.0.1",
];
