import type { Exchange } from "./exchange.ts";
import { setting } from "./parse.ts";
import { expand } from "./variables.ts";

const PREFIX = "/usr/share/nginx";

/** The folder that paths are looked up in. */
export function rootOf(x: Exchange): string {
  const root = expand(x, setting(x.block, "root")?.[0] ?? "html").replace(/\/$/, "");
  return root.startsWith("/") || root === "" ? root : `${standardPrefix(x)}/${root}`;
}

/** The official builds' prefix is /etc/nginx, Debian's /usr/share/nginx. */
function standardPrefix(x: Exchange): string {
  return x.p.files.exists("/usr/share/nginx/html") ? PREFIX : "/etc/nginx";
}

/** The file that a path of the request means, by `alias` or `root`. */
export function filePath(x: Exchange, uri: string = x.uri): string {
  const location = x.location;
  const alias = location?.block.directives.find((d) => d.name === "alias")?.args[0];
  if (alias === undefined || !location) return `${rootOf(x)}${uri}`;
  const folder = expand(x, alias);
  // In a location with an expression the alias names the file itself.
  return location.kind === "regex" ? folder : `${folder}${uri.slice(location.text.length)}`;
}
