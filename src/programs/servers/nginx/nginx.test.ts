import { expect, test } from "vitest";
import { createNet } from "../testing.ts";

const CONF = `user  nginx;
worker_processes  auto;
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
const DEFAULT = `server {
  listen 80;
  listen [::]:80;
  server_name localhost;
  location / { root /usr/share/nginx/html; index index.html; }
  error_page 500 502 503 504 /50x.html;
  location = /50x.html { root /usr/share/nginx/html; }
}
`;
const FILES = {
  "/etc/nginx/nginx.conf": CONF,
  "/etc/nginx/mime.types": "types {\n text/html html;\n text/plain txt;\n}\n",
  "/etc/nginx/conf.d/default.conf": DEFAULT,
  "/usr/share/nginx/html/index.html": "<h1>hi</h1>\n",
  "/usr/share/nginx/html/50x.html": "oops\n",
  "/var/log/nginx/access.log": "-> /dev/stdout",
  "/var/log/nginx/error.log": "-> /dev/stderr",
  "/var/lib/nginx/x": "",
};

test("starts, serves, logs and ends as recorded", async () => {
  const net = createNet();
  const web = net.box("web", FILES, { nginx: "1.26.3\ndebian" });
  const other = net.box("other");
  const server = web.start("nginx -g 'daemon off;'");
  await net.pass(1);
  expect([await other.run("curl -si web"), server.output()]).toEqual("");
  expect(await other.run("curl -s web/nosuch")).toBe("");
  expect(await web.run("nginx -s reload")).toBe("");
  await net.pass(1);
  expect(await server.stop(3)).toBe("");
});
