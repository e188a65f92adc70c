import { expect, test } from "vitest";
import { SIGNALS } from "../../../kernel/signal.ts";
import { createNet, type Net } from "../testing.ts";

const CONF = `user  nginx;
worker_processes  1;
error_log  /var/log/nginx/error.log notice;
pid        /run/nginx.pid;
events { worker_connections 1024; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  log_format main '$remote_addr - $remote_user [$time_local] "$request" '
                  '$status $body_bytes_sent "$http_referer" "$http_user_agent" "$http_x_forwarded_for"';
  access_log /var/log/nginx/access.log main;
  include /etc/nginx/conf.d/*.conf;
}
`;

function box(net: Net, name: string, server: string) {
  return net.box(
    name,
    {
      "/etc/nginx/nginx.conf": CONF,
      "/etc/nginx/mime.types": "types {\n text/html html;\n text/plain txt;\n}\n",
      "/etc/nginx/conf.d/default.conf": server,
      "/usr/share/nginx/html/index.html": "<h1>hi</h1>\n",
      "/usr/share/nginx/html/a.txt": "0123456789",
      "/var/log/nginx/access.log": "-> /dev/stdout",
      "/var/log/nginx/error.log": "-> /dev/stderr",
      "/var/lib/nginx/x": "",
    },
    { nginx: "1.26.3\ndebian" },
  );
}

/** The status line and the fields that a test is about, with the body. */
const look = (fields: string) => `curl -s -w '%{http_code} ${fields}\\n'`;

test("starts, logs requests and errors, reloads and ends as recorded", async () => {
  const net = createNet();
  const web = box(net, "web", "server { listen 80; server_name localhost; root /usr/share/nginx/html; }");
  const other = net.box("other");
  const server = web.start("nginx -g 'daemon off;'");
  await net.pass(1);
  await other.run("curl -s web");
  await other.run("curl -s web/nosuch");
  expect(await web.run("nginx -s reload")).toBe("2026/11/24 14:16:34 [notice] 8#8: signal process started\n");
  await net.pass(1);
  expect(await server.stop(SIGNALS.SIGQUIT)).toBe(`2026/11/24 14:16:33 [notice] 1#1: using the "epoll" event method
2026/11/24 14:16:33 [notice] 1#1: nginx/1.26.3
2026/11/24 14:16:33 [notice] 1#1: OS: Linux 6.12.48
2026/11/24 14:16:33 [notice] 1#1: getrlimit(RLIMIT_NOFILE): 1024:1024
2026/11/24 14:16:33 [notice] 1#1: start worker processes
2026/11/24 14:16:33 [notice] 1#1: start worker process 7
172.17.0.3 - - [24/Nov/2026:14:16:34 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8.14.1" "-"
2026/11/24 14:16:34 [error] 7#7: *2 open() "/usr/share/nginx/html/nosuch" failed (2: No such file or directory), client: 172.17.0.3, server: localhost, request: "GET /nosuch HTTP/1.1", host: "web"
172.17.0.3 - - [24/Nov/2026:14:16:34 +0000] "GET /nosuch HTTP/1.1" 404 153 "-" "curl/8.14.1" "-"
2026/11/24 14:16:34 [notice] 1#1: signal 1 (SIGHUP) received from 8, reconfiguring
2026/11/24 14:16:34 [notice] 1#1: reconfiguring
2026/11/24 14:16:34 [notice] 1#1: using the "epoll" event method
2026/11/24 14:16:34 [notice] 1#1: start worker processes
2026/11/24 14:16:34 [notice] 1#1: start worker process 9
2026/11/24 14:16:34 [notice] 7#7: gracefully shutting down
2026/11/24 14:16:34 [notice] 7#7: exiting
2026/11/24 14:16:34 [notice] 7#7: exit
2026/11/24 14:16:34 [notice] 1#1: signal 17 (SIGCHLD) received from 7
2026/11/24 14:16:34 [notice] 1#1: worker process 7 exited with code 0
2026/11/24 14:16:34 [notice] 1#1: signal 29 (SIGIO) received
2026/11/24 14:16:35 [notice] 1#1: signal 3 (SIGQUIT) received, shutting down
2026/11/24 14:16:35 [notice] 9#9: gracefully shutting down
2026/11/24 14:16:35 [notice] 9#9: exiting
2026/11/24 14:16:35 [notice] 9#9: exit
2026/11/24 14:16:35 [notice] 1#1: signal 17 (SIGCHLD) received from 9
2026/11/24 14:16:35 [notice] 1#1: worker process 9 exited with code 0
2026/11/24 14:16:35 [notice] 1#1: exit
`);
});

test.each([
  ["server {\n listen 80;\n foo bar;\n}", 'unknown directive "foo" in /etc/nginx/conf.d/default.conf:3'],
  ["server {\n listen 80\n root /x;\n}", 'invalid parameter "root" in /etc/nginx/conf.d/default.conf:3'],
  ["server {\n listen 80;\n root /x;\n", 'unexpected end of file, expecting "}" in /etc/nginx/conf.d/default.conf:4'],
  ["server {\n listen 80;\n}\n}\n", 'unexpected "}" in /etc/nginx/conf.d/default.conf:4'],
  [
    "server {\n listen abc;\n}",
    'host not found in "abc" of the "listen" directive in /etc/nginx/conf.d/default.conf:2',
  ],
  [
    "server {\n location / {\n  proxy_pass http://nosuchhost:80;\n }\n}",
    'host not found in upstream "nosuchhost" in /etc/nginx/conf.d/default.conf:3',
  ],
  ["server {\n root;\n}", 'invalid number of arguments in "root" directive in /etc/nginx/conf.d/default.conf:2'],
  ["listen 80;", '"listen" directive is not allowed here in /etc/nginx/conf.d/default.conf:1'],
  ["server {\n root /a;\n root /b;\n}", '"root" directive is duplicate in /etc/nginx/conf.d/default.conf:3'],
  ["server {\n location / {}\n location / {}\n}", 'duplicate location "/" in /etc/nginx/conf.d/default.conf:3'],
  [
    "server {\n location ~ ( {}\n}",
    'pcre2_compile() failed: missing closing parenthesis in "(" in /etc/nginx/conf.d/default.conf:2',
  ],
  ["server {\n return abc;\n}", 'invalid return code "abc" in /etc/nginx/conf.d/default.conf:2'],
  ["server {\n add_header X $nosuch;\n}", 'unknown "nosuch" variable'],
  [
    "server {\n include /etc/nginx/nope.conf;\n}",
    'open() "/etc/nginx/nope.conf" failed (2: No such file or directory) in /etc/nginx/conf.d/default.conf:2',
  ],
  [
    "server {\n proxy_pass http://x;\n}",
    '"proxy_pass" directive is not allowed here in /etc/nginx/conf.d/default.conf:2',
  ],
  ["server {\n location / { proxy_pass x:80; }\n}", "invalid URL prefix in /etc/nginx/conf.d/default.conf:2"],
  ['server {\n root "abc\n;\n}\n', 'unexpected end of file, expecting ";" or "}" in /etc/nginx/conf.d/default.conf:5'],
])("a wrong configuration is refused as recorded: %j", async (conf, message) => {
  const web = box(createNet(), "web", conf);
  expect(await web.run("nginx -t")).toBe(
    `2026/11/24 14:16:33 [emerg] 1#1: ${message}\nnginx: configuration file /etc/nginx/nginx.conf test failed\n=> 1\n`,
  );
});

test("locations: exact, longest prefix, ^~, expressions in order, named ones", async () => {
  const net = createNet();
  const say = (where: string, what: string) =>
    `location ${where} { default_type text/plain; return 200 "${what}\\n"; }\n`;
  box(
    net,
    "web",
    `server { listen 80;
${say("/", "root")}${say("= /", "exact")}${say("/a/", "a")}${say("^~ /a/b/", "a b")}${say("~ \\.txt$", "text")}${say("~* \\.PNG$", "picture")}
location /try { try_files $uri @named; }
location @named { return 404; }
error_page 404 = @lost;
location @lost { return 200 "lost $uri\\n"; }
}`,
  ).start("nginx -g 'daemon off;'");
  const other = net.box("other");
  await net.pass(1);
  let all = "";
  for (const path of ["/", "/x", "/a/x", "/a/x.txt", "/a/b/x.txt", "/x.png", "/try"])
    all += await other.run(`curl -s web${path}`);
  expect(all).toBe("exact\nroot\na\ntext\na b\npicture\nlost /try\n");
});

test("files: ranges, conditions, folders, methods", async () => {
  const net = createNet();
  box(net, "web", "server { listen 80; root /usr/share/nginx/html; }").start("nginx -g 'daemon off;'");
  const other = net.box("other");
  await net.pass(1);
  expect(await other.run(`${look("%{content_type}")} -r 2-4 web/a.txt`)).toBe("234206 text/plain\n");
  expect(await other.run(`${look("%{size_download}")} -o /dev/null -r 20- web/a.txt`)).toBe("416 197\n");
  expect(await other.run(`${look("%{size_download}")} -H 'If-None-Match: "6b059c41-a"' web/a.txt`)).toBe("304 0\n");
  expect(await other.run(`${look("%{size_download}")} -o /dev/null -d x=1 web/a.txt`)).toBe("405 157\n");
  expect(await other.run(`${look("%{redirect_url}")} -o /dev/null web/../etc`)).toBe("404 \n");
});

test("proxy_pass: the request as the upstream sees it, and what happens when nobody answers", async () => {
  const net = createNet();
  const app = box(
    net,
    "app",
    'server { listen 3000; location / { return 200 "$request_method $request_uri $http_host $http_x_real_ip $server_protocol\\n"; } }',
  );
  app.start("nginx -g 'daemon off;'");
  const web = box(
    net,
    "web",
    `server { listen 80;
location / { proxy_pass http://app:3000; }
location /api/ { proxy_pass http://app:3000/v1/; proxy_set_header Host $host; proxy_set_header X-Real-IP $remote_addr; proxy_http_version 1.1; }
location /dead { proxy_pass http://app:81; }
}`,
  );
  await net.pass(1);
  const server = web.start("nginx -g 'daemon off;'");
  const other = net.box("other");
  await net.pass(1);
  expect(await other.run("curl -s web/x?y=1")).toBe("GET /x?y=1 app:3000  HTTP/1.0\n");
  expect(await other.run("curl -s -X POST -d a=b web/api/users")).toBe("POST /v1/users web 172.17.0.4 HTTP/1.1\n");
  expect(await other.run(`${look("%{size_download}")} -o /dev/null web/dead`)).toBe("502 157\n");
  expect(
    server
      .output()
      .split("\n")
      .filter((l) => l.includes("[error]")),
  ).toEqual([
    '2026/11/24 14:16:35 [error] 7#7: *3 connect() failed (111: Connection refused) while connecting to upstream, client: 172.17.0.4, server: , request: "GET /dead HTTP/1.1", upstream: "http://172.17.0.2:81/dead", host: "web"',
  ]);
});
