import type { Connection } from "../kernel/network.ts";
import type { Process, Program } from "../kernel/process.ts";
import { SIGNALS } from "../kernel/signal.ts";
import { watchForEnd } from "../programs/lib/pause.ts";
import type { Registry } from "../registry/registry.ts";
import { isErrno } from "../std/errno.ts";
import { readRequest, responseOf } from "./registry-server.ts";

/** What the image `registry` runs: the HTTP side of the registry that this container is (see running-registries.ts). */
export function registryProgram(registryOf: (hostname: string) => Promise<Registry | undefined>): Program {
  return async (p) => {
    if (p.argv[1] === "--version") {
      await p.write(1, "registry github.com/docker/distribution 2.8.3\n");
      return 0;
    }
    if (p.argv[1] !== "serve") {
      await p.write(2, `drydock: registry ${p.argv[1] ?? ""} is not simulated\n`);
      return 1;
    }
    const port = Number(/:(\d+)$/.exec(p.env.get("REGISTRY_HTTP_ADDR") ?? "")?.[1] ?? 5000);
    await say(
      p,
      "warning",
      "No HTTP secret provided - generated random secret. This may cause problems with uploads if multiple registries are behind a load-balancer. To provide a shared secret, fill in http.secret in the configuration file or set the REGISTRY_HTTP_SECRET environment variable.",
    );
    await say(p, "info", "redis not configured");
    await say(p, "info", "using inmemory blob descriptor cache");
    let listener: ReturnType<Process["listen"]>;
    try {
      listener = p.listen("::", port);
    } catch (e) {
      if (!isErrno(e)) throw e;
      await say(p, "fatal", `listen tcp :${port}: bind: ${e.strerror.toLowerCase()}`);
      return 1;
    }
    await say(p, "info", `listening on [::]:${port}`);
    p.thread(async () => {
      for (;;) {
        const connection = await listener.accept();
        p.thread(() => answer(p, connection, registryOf));
      }
    });
    await watchForEnd(p, [SIGNALS.SIGTERM, SIGNALS.SIGINT]).wait();
    await say(p, "info", "stopping server gracefully. Draining connections for 0s");
    return 0;
  };
}

async function answer(
  p: Process,
  connection: Connection,
  registryOf: (hostname: string) => Promise<Registry | undefined>,
): Promise<void> {
  try {
    for (let request = await readRequest(connection); request; request = await readRequest(connection)) {
      const { answerHttp } = await p.load(() => import("../registry/http.ts"));
      const registry = await p.load(() => registryOf(p.hostname));
      if (!registry) return;
      const made = answerHttp(registry, request.method, request.target);
      await connection.write(responseOf(made, p.now()));
      const agent = /^user-agent: *(.*?)\r$/im.exec(request.head)?.[1] ?? "";
      await p.write(
        1,
        `${connection.remote.address} - - [${stamp(p.now())}] "${request.method} ${request.target} HTTP/1.1" ${made.status} ${made.body.length} "" "${agent}"\n`,
      );
    }
  } catch (e) {
    if (!isErrno(e)) throw e;
  } finally {
    connection.close();
  }
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** `24/Nov/2026:15:00:10 +0000`. */
function stamp(micros: number): string {
  const iso = new Date(Math.floor(micros / 1000)).toISOString();
  return `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}

async function say(p: Process, level: string, message: string): Promise<void> {
  const time = `${new Date(Math.floor(p.now() / 1000)).toISOString().slice(0, 19)}Z`;
  await p.write(
    2,
    `time="${time}" level=${level} msg="${message}" go.version=go1.20.8 service=registry version=2.8.3 \n`,
  );
}
