import { binary } from "../../filesystem/binary.ts";
import { parentPath } from "../../filesystem/path.ts";
import type { Process } from "../../kernel/process.ts";
import type { SystemPackage } from "./catalog/system.ts";

/** At most so many bytes of a package's files are really there: what it weighs in a layer ends here. */
const MOST = 2_000_000;
const nothing = new Uint8Array(16_000_000);

/** So many bytes without content. All such files share their memory. */
export function weight(bytes: number): Uint8Array {
  return nothing.subarray(0, Math.max(0, Math.min(nothing.length, Math.round(bytes))));
}

/** Which simulated program stands behind a file of a package. */
const PROGRAMS: Readonly<Record<string, string>> = {
  "python3.13": "python3",
  nodejs: "node",
  npx: "npx-cli.js",
  npm: "npm-cli.js",
  pip3: "pip",
  "inetutils-telnet": "telnet",
  mariadb: "mysql",
  vi: "vim",
};

/** Lays a package's files: its programs, and one file that holds the rest of its weight. */
export function unpack(p: Process, pkg: SystemPackage): string[] {
  const { files } = p;
  const paths: string[] = [];
  for (const path of pkg.programs) {
    const name = path.split("/").at(-1) ?? path;
    files.mkdirs(parentPath(path), 0o755);
    if (files.exists(path)) files.unlink(path);
    files.writeFile(path, binary(PROGRAMS[name] ?? name), 0o755);
    paths.push(path);
  }
  const rest = `/usr/lib/${pkg.name}/data`;
  files.mkdirs(parentPath(rest), 0o755);
  files.writeFile(rest, weight(Math.min(MOST, pkg.installed * 1000)), 0o644);
  paths.push(rest);
  for (const [path, text] of Object.entries(EXTRA[pkg.name] ?? {})) {
    files.mkdirs(parentPath(path), 0o755);
    if (files.exists(path)) continue;
    files.writeFile(path, text, 0o644);
    paths.push(path);
  }
  return paths;
}

export function removeFiles(p: Process, paths: readonly string[]): void {
  for (const path of paths) if (p.files.exists(path)) p.files.removeAll(path);
}

const NGINX_MAIN = `user www-data;
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;

events {
	worker_connections 768;
}

http {
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	access_log /var/log/nginx/access.log;
	include /etc/nginx/conf.d/*.conf;
	include /etc/nginx/sites-enabled/*;
}
`;
const NGINX_SITE = `server {
	listen 80 default_server;
	root /var/www/html;
	index index.html index.nginx-debian.html;
	server_name _;

	location / {
		try_files $uri $uri/ =404;
	}
}
`;
const WELCOME = `<!DOCTYPE html>
<html>
<head><title>Welcome to nginx!</title></head>
<body>
<h1>Welcome to nginx!</h1>
<p>The web server works; its pages are yet to come.</p>
</body>
</html>
`;
const MIME = `types {
    text/html html htm;
    text/css css;
    text/plain txt;
    application/javascript js;
    application/json json;
    image/png png;
    image/jpeg jpg jpeg;
    image/svg+xml svg;
}
`;

/** Files that a package is not of use without. */
const EXTRA: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "python3.13": { "/usr/lib/python3.13/EXTERNALLY-MANAGED": "[externally-managed]\nError=See PEP 668.\n" },
  "nginx-common": {
    "/etc/nginx/nginx.conf": NGINX_MAIN,
    "/etc/nginx/mime.types": MIME,
    "/etc/nginx/sites-available/default": NGINX_SITE,
    "/etc/nginx/sites-enabled/default": NGINX_SITE,
    "/etc/nginx/conf.d/.keep": "",
    "/var/www/html/index.nginx-debian.html": WELCOME,
    "/var/log/nginx/.keep": "",
  },
};
