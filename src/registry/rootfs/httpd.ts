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

/** The modules that the image's configuration names, in its order; those with a `-` are commented out. */
const MODULES =
  "mpm_event -mpm_prefork -mpm_worker authn_file -authn_dbm -authn_anon -authn_dbd -authn_socache authn_core authz_host authz_groupfile authz_user -authz_dbm -authz_owner -authz_dbd authz_core -authnz_ldap -authnz_fcgi access_compat auth_basic -auth_form -auth_digest -allowmethods -file_cache -cache -cache_disk -cache_socache -socache_shmcb -socache_dbm -socache_memcache -socache_redis -watchdog -macro -dbd -dumpio -echo -buffer -data -ratelimit reqtimeout -ext_filter -request -include filter -reflector -substitute -sed -charset_lite -deflate -xml2enc -proxy_html -brotli mime -ldap log_config -log_debug -log_forensic -logio -lua env -mime_magic -cern_meta -expires headers -ident -usertrack -unique_id setenvif version -remoteip -proxy -proxy_connect -proxy_ftp -proxy_http -proxy_fcgi -proxy_scgi -proxy_uwsgi -proxy_fdpass -proxy_wstunnel -proxy_ajp -proxy_balancer -proxy_express -proxy_hcheck -session -session_cookie -session_crypto -session_dbd -slotmem_shm -slotmem_plain -ssl -dialup -http2 -proxy_http2 -md -lbmethod_byrequests -lbmethod_bytraffic -lbmethod_bybusyness -lbmethod_heartbeat unixd -heartbeat -heartmonitor -dav status autoindex -asis -info -suexec";
const MORE_MODULES =
  "-dav_fs -dav_lock -vhost_alias -negotiation dir -imagemap -actions -speling -userdir alias -rewrite";

const loads = (list: string) =>
  list
    .split(" ")
    .map((m) => (m.startsWith("-") ? `#${load(m.slice(1))}` : load(m)))
    .join("");
const load = (m: string) => `LoadModule ${m}_module modules/mod_${m}.so\n`;

const CONF = `ServerRoot "/usr/local/apache2"

Listen 80

${loads(MODULES)}<IfModule !mpm_prefork_module>
	#LoadModule cgid_module modules/mod_cgid.so
</IfModule>
<IfModule mpm_prefork_module>
	#LoadModule cgi_module modules/mod_cgi.so
</IfModule>
${loads(MORE_MODULES)}
<IfModule unixd_module>
User www-data
Group www-data
</IfModule>

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

<IfModule dir_module>
    DirectoryIndex index.html
</IfModule>

<Files ".ht*">
    Require all denied
</Files>

ErrorLog /proc/self/fd/2
LogLevel warn

<IfModule log_config_module>
    LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\"" combined
    LogFormat "%h %l %u %t \\"%r\\" %>s %b" common

    <IfModule logio_module>
      LogFormat "%h %l %u %t \\"%r\\" %>s %b \\"%{Referer}i\\" \\"%{User-Agent}i\\" %I %O" combinedio
    </IfModule>

    CustomLog /proc/self/fd/1 common
    #CustomLog "logs/access_log" combined
</IfModule>

<IfModule alias_module>
    ScriptAlias /cgi-bin/ "/usr/local/apache2/cgi-bin/"
</IfModule>

<IfModule cgid_module>
    #Scriptsock cgisock
</IfModule>

<Directory "/usr/local/apache2/cgi-bin">
    AllowOverride None
    Options None
    Require all granted
</Directory>

<IfModule headers_module>
    RequestHeader unset Proxy early
</IfModule>

<IfModule mime_module>
    TypesConfig conf/mime.types
    AddType application/x-compress .Z
    AddType application/x-gzip .gz .tgz
</IfModule>

#Include conf/extra/httpd-mpm.conf
#Include conf/extra/httpd-multilang-errordoc.conf
#Include conf/extra/httpd-autoindex.conf
#Include conf/extra/httpd-languages.conf
#Include conf/extra/httpd-userdir.conf
#Include conf/extra/httpd-info.conf
#Include conf/extra/httpd-vhosts.conf
#Include conf/extra/httpd-manual.conf
#Include conf/extra/httpd-dav.conf
#Include conf/extra/httpd-default.conf

<IfModule proxy_html_module>
Include conf/extra/proxy-html.conf
</IfModule>

#Include conf/extra/httpd-ssl.conf
<IfModule ssl_module>
SSLRandomSeed startup builtin
SSLRandomSeed connect builtin
</IfModule>
`;

const VHOSTS = `<VirtualHost *:80>
    ServerAdmin webmaster@dummy-host.example.com
    DocumentRoot "/usr/local/apache2/docs/dummy-host.example.com"
    ServerName dummy-host.example.com
    ServerAlias www.dummy-host.example.com
    ErrorLog "logs/dummy-host.example.com-error_log"
    CustomLog "logs/dummy-host.example.com-access_log" common
</VirtualHost>

<VirtualHost *:80>
    ServerAdmin webmaster@dummy-host2.example.com
    DocumentRoot "/usr/local/apache2/docs/dummy-host2.example.com"
    ServerName dummy-host2.example.com
    ErrorLog "logs/dummy-host2.example.com-error_log"
    CustomLog "logs/dummy-host2.example.com-access_log" common
</VirtualHost>
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
  k.text(`${home}/conf/extra/httpd-vhosts.conf`, VHOSTS);
  k.text(`${home}/conf/extra/proxy-html.conf`, "");
  k.text(`${home}/conf/mime.types`, MIME_TYPES.replace(/^types \{|[{};]/gm, "").replace(/^ +/gm, ""));
  k.text(`${home}/htdocs/index.html`, "<html><body><h1>It works!</h1></body></html>\n", { uid: 501, gid: 20 });
  for (const name of ["cgi-bin", "icons", "error", "logs", "modules"]) k.folder(`${home}/${name}`);
}
