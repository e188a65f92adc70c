import { sha256Hex } from "../../../std/digest.ts";
import { addSystemAccount } from "../accounts.ts";
import { apkAdd } from "../alpine.ts";
import { aptInstall } from "../debian/debian.ts";
import type { Kitchen, Recipe } from "../recipe.ts";
import {
  ENTRYPOINT,
  ENVSUBST_ON_TEMPLATES,
  LISTEN_ON_IPV6,
  LOCAL_RESOLVERS,
  TUNE_WORKER_PROCESSES,
} from "./scripts.ts";
import { DEFAULT_CONF, ERROR_HTML, INDEX_HTML, MIME_TYPES, NGINX_CONF } from "./texts.ts";

/** nginx's own images, upon Debian or Alpine. */
export function nginx(base: "debian" | "alpine"): Recipe {
  return [
    { on: /set -x/, apply: (k) => install(k, base) },
    { on: /COPY docker-entrypoint.sh/, apply: (k) => k.script("/docker-entrypoint.sh", ENTRYPOINT) },
    ...[
      ["10-listen-on-ipv6-by-default.sh", LISTEN_ON_IPV6],
      ["15-local-resolvers.envsh", LOCAL_RESOLVERS],
      ["20-envsubst-on-templates.sh", ENVSUBST_ON_TEMPLATES],
      ["30-tune-worker-processes.sh", TUNE_WORKER_PROCESSES],
    ].map(([name = "", text = ""]) => ({
      on: new RegExp(`COPY ${name.slice(0, 10)}`),
      apply: (k: Kitchen) => k.script(`/docker-entrypoint.d/${name}`, text),
    })),
    {
      on: /apkArch/,
      apply: (k) => {
        if (base === "alpine") apkAdd(k, "curl gettext-envsubst nginx-module-njs");
        for (const name of ["geoip", "image_filter", "js", "xslt"])
          k.text(`/usr/lib/nginx/modules/ngx_http_${name}_module.so`, "");
      },
    },
  ];
}

function install(k: Kitchen, base: "debian" | "alpine"): void {
  const version = k.env("NGINX_VERSION");
  addSystemAccount(k, "nginx", 101);
  if (base === "debian")
    aptInstall(
      k,
      `nginx=${version}-1~trixie gettext-base curl=8.14.1-2 ca-certificates`,
      "curl envsubst gettext ngettext",
    );
  else apkAdd(k, `nginx=${version}-r1 tzdata`, "curl envsubst");
  k.program("/usr/sbin/nginx", version);
  k.program("/usr/sbin/nginx-debug", version);
  k.list(
    `docker-entrypoint.d/
etc/
 nginx/
  - fastcgi_params mime.types nginx.conf scgi_params uwsgi_params
  @ modules>/usr/lib/nginx/modules
  conf.d/
   - default.conf
usr/
 lib/
  nginx/
   modules/
 share/
  nginx/
   html/
    - 50x.html index.html
var/
 cache/
  nginx/
 log/
  nginx/
   @ access.log>/dev/stdout error.log>/dev/stderr
`,
    {
      "/etc/nginx/nginx.conf": NGINX_CONF,
      "/etc/nginx/mime.types": MIME_TYPES,
      "/etc/nginx/conf.d/default.conf": DEFAULT_CONF,
      "/usr/share/nginx/html/index.html": INDEX_HTML,
      "/usr/share/nginx/html/50x.html": ERROR_HTML,
    },
  );
  // What the package manager would check the file against; real images ask it, ours keep the sum in a file.
  k.text("/etc/nginx/.default.sha256", `${sha256Hex(DEFAULT_CONF)}  /etc/nginx/conf.d/default.conf\n`);
}
