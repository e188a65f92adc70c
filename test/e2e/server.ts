import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { extname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

export interface SiteServer {
  readonly url: string;
  /** Compressed bytes sent since the last call, and for which files. */
  taken(): { readonly bytes: number; readonly files: readonly string[] };
  close(): Promise<void>;
}

/** A static host that serves a folder, gzipped, from below a path of its own: as a course's site would. */
export async function serveSite(folder: string, base = "/courses/docker/"): Promise<SiteServer> {
  let bytes = 0;
  let files: string[] = [];
  const cache = new Map<string, Buffer>();
  const server: Server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? "/").split("?")[0] ?? "/");
    const inside = path.startsWith(base) ? normalize(path.slice(base.length) || "index.html") : undefined;
    const file = inside === undefined || inside.startsWith("..") ? undefined : join(folder, inside);
    if (!file || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    const body = cache.get(file) ?? gzipSync(readFileSync(file), { level: 9 });
    cache.set(file, body);
    bytes += body.length;
    files.push(inside ?? "");
    response.writeHead(200, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-encoding": "gzip",
      "content-length": body.length,
      "cache-control": "no-store",
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}${base}`,
    taken() {
      const report = { bytes, files };
      bytes = 0;
      files = [];
      return report;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
