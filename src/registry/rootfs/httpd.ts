import { apkAdd } from "./alpine.ts";
import { installPackages } from "./debian/packages.ts";
import { MIME_TYPES } from "./nginx/texts.ts";
import type { Kitchen, Recipe } from "./recipe.ts";

const FOREGROUND = `#!/bin/sh
set -e
# A pid file that a killed server left would keep a new one from starting.
rm -f /usr/local/apache2/logs/httpd.pid
exec httpd -DFOREGROUND "$@"
`;

const CONF = `ServerRoot "/usr/local/apache2"
Listen 80

LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule dir_module modules/mod_dir.so
LoadModule mime_module modules/mod_mime.so
LoadModule log_config_module modules/mod_log_config.so
LoadModule unixd_module modules/mod_unixd.so
LoadModule autoindex_module modules/mod_autoindex.so

User www-data
Group www-data
ServerAdmin you@example.com
#ServerName www.example.com:80

<Directory />
    AllowOverride none
    Require all denied
</Directory>

DocumentRoot "/usr/local/apache2/htdocs"
<Directory "/usr/local/apache2/htdocs">
    Options Indexes FollowSymLinks
    AllowOverride None
    Require all granted
</Directory>

DirectoryIndex index.html
ErrorLog /proc/self/fd/2
LogLevel warn
LogFormat "%h %l %u %t \\"%r\\" %>s %b" common
CustomLog /proc/self/fd/1 common
TypesConfig conf/mime.types
`;

/** The Apache HTTP server as its official image has it, in /usr/local/apache2. */
export const httpd: Recipe = [
  {
    on: /mkdir -p "\$HTTPD_PREFIX"/,
    apply: (k) => k.folder("/usr/local/apache2", { uid: 33, gid: 33 }),
  },
  { on: /savedAptMark|\.build-deps/, apply: install },
  { on: /COPY httpd-foreground/, apply: (k) => k.script("/usr/local/bin/httpd-foreground", FOREGROUND) },
];

function install(k: Kitchen): void {
  const home = "/usr/local/apache2";
  if (k.editor.get("/etc/alpine-release")) apkAdd(k, "apr apr-util pcre2");
  else installPackages(k, "ca-certificates libaprutil1-ldap libldap-common");
  k.program(`${home}/bin/httpd`, k.env("HTTPD_VERSION"));
  k.programs(
    `${home}/bin`,
    "ab apachectl apxs dbmmanage htcacheclean htdbm htdigest htpasswd httxt2dbm logresolve rotatelogs suexec",
  );
  k.text(`${home}/conf/httpd.conf`, CONF);
  k.text(`${home}/conf/mime.types`, MIME_TYPES.replace(/^types \{|[{};]/gm, "").replace(/^ +/gm, ""));
  k.text(`${home}/htdocs/index.html`, "<html><body><h1>It works!</h1></body></html>\n", { uid: 501, gid: 20 });
  for (const name of ["cgi-bin", "icons", "error", "logs", "modules"]) k.folder(`${home}/${name}`);
}
