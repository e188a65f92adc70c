import { expect, test } from "vitest";
import { createNet } from "../servers/testing.ts";

/** A web server with one page, and a box beside it. */
function pair() {
  const net = createNet();
  const web = net.box("web", { "/www/index.html": "<h1>hi</h1>\n", "/etc/resolv.conf": "" });
  web.start("/busybox/httpd -f -p 80 -h /www");
  return net.box("bb", { "/etc/resolv.conf": "nameserver 127.0.0.11\n" });
}

test.each([
  ["curl -s web", "<h1>hi</h1>\n"],
  ["curl -sf web/none", "=> 22\n"],
  ["curl -sSf web/none", "curl: (22) The requested URL returned error: 404\n=> 22\n"],
  ["curl -sS nosuch", "curl: (6) Could not resolve host: nosuch\n=> 6\n"],
  ["curl -sS web:81", "curl: (7) Failed to connect to web port 81 after 0 ms: Could not connect to server\n=> 7\n"],
  ["curl -sS foo://x", 'curl: (1) Protocol "foo" not supported\n=> 1\n'],
  [
    "curl --nosuch",
    "curl: option --nosuch: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n=> 2\n",
  ],
  [
    "curl -X",
    "curl: option -X: requires parameter\ncurl: try 'curl --help' or 'curl --manual' for more information\n=> 2\n",
  ],
  ["curl -s -o /dev/null -w '%{http_code} %{size_download} %{url_effective}\\n' web", "200 12 http://web/\n"],
  [
    "curl -sS https://web",
    "curl: (7) Failed to connect to web port 443 after 0 ms: Could not connect to server\n=> 7\n",
  ],
  [
    "curl -sS example.com",
    "curl: (6) Could not resolve host: example.com (drydock: there is no outside network)\n=> 6\n",
  ],
  [
    "/busybox/wget -O - web",
    "Connecting to web (172.17.0.2:80)\nwriting to stdout\n<h1>hi</h1>\n-                    100% |********************************|    12  0:00:00 ETA\nwritten to stdout\n",
  ],
  ["/busybox/wget -q -O - web/none", "wget: server returned error: HTTP/1.1 404 Not Found\n=> 1\n"],
  [
    "/busybox/wget web:81",
    "Connecting to web:81 (172.17.0.2:81)\nwget: can't connect to remote host (172.17.0.2): Connection refused\n=> 1\n",
  ],
  ["/busybox/wget nosuch", "wget: bad address 'nosuch'\n=> 1\n"],
  [
    "wget nosuch",
    "--2026-11-24 14:16:33--  http://nosuch/\nResolving nosuch (nosuch)... failed: Name or service not known.\nwget: unable to resolve host address 'nosuch'\n=> 4\n",
  ],
  ["/busybox/ping -c 1 nosuch", "ping: bad address 'nosuch'\n=> 1\n"],
  ["ping -c 1 nosuch", "ping: nosuch: Name or service not known\n=> 2\n"],
  [
    "/busybox/ping -c 1 -W 1 172.17.0.99",
    "PING 172.17.0.99 (172.17.0.99): 56 data bytes\n\n--- 172.17.0.99 ping statistics ---\n1 packets transmitted, 0 packets received, 100% packet loss\n=> 1\n",
  ],
  [
    "/busybox/nslookup web",
    "Server:\t\t127.0.0.11\nAddress:\t127.0.0.11:53\n\nNon-authoritative answer:\nName:\tweb\nAddress: 172.17.0.2\n\nNon-authoritative answer:\n\n",
  ],
  [
    "/busybox/nslookup nosuch",
    "Server:\t\t127.0.0.11\nAddress:\t127.0.0.11:53\n\n** server can't find nosuch: NXDOMAIN\n\n** server can't find nosuch: NXDOMAIN\n\n=> 1\n",
  ],
  ["/busybox/ip route", "default via 172.17.0.1 dev eth0 \n172.17.0.0/16 dev eth0 scope link  src 172.17.0.3 \n"],
  ["ip -br addr show lo", "lo               UNKNOWN        127.0.0.1/8 ::1/128 \n"],
  ["/busybox/ip addr show nosuch", "ip: can't find device 'nosuch'\n=> 1\n"],
  ["ip foo", 'Object "foo" is unknown, try "ip help".\n=> 1\n'],
  ["ip addr add 1.2.3.4/8 dev lo", "drydock: ip address add is not simulated\n=> 1\n"],
  [
    "/busybox/route -n",
    "Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n0.0.0.0         172.17.0.1      0.0.0.0         UG    0      0        0 eth0\n172.17.0.0      0.0.0.0         255.255.0.0     U     0      0        0 eth0\n",
  ],
  ["nc -zv web 80", "Connection to web (172.17.0.2) 80 port [tcp/http] succeeded!\n"],
  ["/busybox/nc web 81", "nc: can't connect to remote host (172.17.0.2): Connection refused\n=> 1\n"],
])("%s", async (line, printed) => {
  expect(await pair().run(line)).toBe(printed);
});

test("curl follows redirects and shows them; data makes a POST", async () => {
  const net = createNet();
  const conf = `events {}
http { access_log off; error_log /dev/null;
server { listen 80; location /a { return 302 /b; } location / { default_type text/plain; return 200 "$request_method $uri $content_type\\n"; } } }
`;
  const web = net.box(
    "web",
    { "/etc/nginx/nginx.conf": conf, "/var/log/nginx/x": "", "/var/cache/nginx/x": "" },
    { nginx: "1.27.5" },
  );
  web.start("nginx -g 'daemon off;'");
  const box = net.box("box");
  await net.pass(1);
  expect(await box.run("curl -sL -w '%{num_redirects} %{num_connects}\\n' web/a")).toBe("GET /b \n1 1\n");
  expect(await box.run("curl -s -d a=b web/x")).toBe("POST /x application/x-www-form-urlencoded\n");
  expect(await box.run("curl -s --json '{}' web/x")).toBe("POST /x application/json\n");
  expect(await box.run("curl -s -X DELETE web/x")).toBe("DELETE /x \n");
});

test("two netcats talk", async () => {
  const net = createNet();
  const a = net.box("a");
  const server = a.start("/busybox/nc -l -p 1234 <<< from the server\\n");
  const b = net.box("b");
  await net.pass(1);
  expect(await b.run("/busybox/nc a 1234 <<< from the client\\n")).toBe("from the server\n");
  await net.pass(1);
  expect(server.output()).toBe("from the client\n");
});
