import type { Process } from "../../../kernel/process.ts";
import { SIGNALS } from "../../../kernel/signal.ts";
import { isErrno } from "../../../std/errno.ts";
import { httpDate } from "../../../std/http-date.ts";
import { concat, encode } from "../../../std/text.ts";
import type { Tool } from "../../lib/flavour.ts";
import { watchForEnd } from "../../lib/pause.ts";
import { Headers } from "../../net/http/headers.ts";
import { ProtocolError } from "../../net/http/message.ts";
import { readRequestHead } from "../../net/http/read.ts";
import { createSource } from "../../net/http/source.ts";
import { reasonPhrase } from "../../net/http/status.ts";
import { responseBytes } from "../../net/http/write.ts";
import { acceptEach } from "../accept.ts";

/** Where each listens. */
const PORTS: Readonly<Record<string, readonly number[]>> = {
  alertmanager: [9093],
  cadvisor: [8080],
  caddy: [80],
  cassandra: [9042],
  consul: [8500],
  elasticsearch: [9200],
  grafana: [3000],
  haproxy: [80],
  influxd: [8086],
  jenkins: [8080],
  kibana: [5601],
  MailHog: [1025, 8025],
  memcached: [11_211],
  node_exporter: [9100],
  "php-fpm": [9000],
  portainer: [9000],
  prometheus: [9090],
  "rabbitmq-server": [5672],
  sonarqube: [9000],
  traefik: [80],
  vault: [8200],
};

/** A server that starts, listens, and says to who comes that what it does is not simulated. */
export const standIn: Tool = async (p) => {
  const name = p.argv[0]?.split("/").at(-1) ?? "";
  if (p.argv.slice(1).some((a) => /^(--version|-v|-V|version)$/.test(a))) {
    await p.write(2, `drydock: ${name} is not simulated\n`);
    return 1;
  }
  const missing = configMissing(p, name);
  if (missing !== undefined) {
    await p.write(2, missing);
    return 1;
  }
  const served = /^\S*:(\d+)$/.exec(p.argv[p.argv.indexOf("-S") + 1] ?? "")?.[1];
  if (name === "php" && served === undefined) {
    await p.write(2, "drydock: php is not simulated\n");
    return 1;
  }
  await p.write(2, `drydock: ${name} starts and listens, but what it does is not simulated\n`);
  try {
    for (const port of served === undefined ? (PORTS[name] ?? []) : [Number(served)])
      serve(p, name, p.listen("::", port));
  } catch (e) {
    if (!isErrno(e)) throw e;
    await p.write(2, `${name}: ${e.strerror}\n`);
    return 1;
  }
  await watchForEnd(p, [SIGNALS.SIGTERM, SIGNALS.SIGINT, SIGNALS.SIGQUIT]).wait();
  return 0;
};

/** What a server says that does not start without its configuration. */
function configMissing(p: Process, name: string): string | undefined {
  if (name !== "haproxy") return undefined;
  const at = p.argv.indexOf("-f");
  const path = at < 0 ? undefined : (p.argv[at + 1] ?? "");
  if (path === undefined || p.files.exists(path)) return undefined;
  return `[NOTICE]   (${p.pid}) : haproxy version is 3.3.0\n[NOTICE]   (${p.pid}) : path to executable is ${p.executable}\n[ALERT]    (${p.pid}) : config : Cannot open configuration file/directory ${path} : No such file or directory\n`;
}

function serve(p: Process, name: string, listener: ReturnType<Process["listen"]>): void {
  acceptEach(p, listener, (connection) =>
    p.thread(async () => {
      try {
        if (!(await readRequestHead(createSource(connection)))) return;
        const body = encode(`drydock: ${name} is not simulated\n`);
        const headers = new Headers([
          ["Date", httpDate(p.now())],
          ["Content-Type", "text/plain"],
          ["Content-Length", String(body.length)],
          ["Connection", "close"],
        ]);
        await connection.write(
          concat([responseBytes({ version: "1.1", status: 501, reason: reasonPhrase(501), headers }), body]),
        );
      } catch (e) {
        if (!isErrno(e) && !(e instanceof ProtocolError)) throw e;
      } finally {
        connection.close();
      }
    }),
  );
}
