import type { Process } from "../../../kernel/process.ts";
import { isErrno } from "../../../std/errno.ts";
import { errnoText } from "./errno.ts";
import type { Listen } from "./listen.ts";
import type { Config } from "./model.ts";
import { ConfigError } from "./tokens.ts";
import type { OpenListener } from "./worker.ts";

/** The addresses of a configuration, each once. */
function addressesOf(config: Config): Listen[] {
  const all = new Map<string, Listen>();
  for (const server of config.servers)
    for (const listen of server.listens) {
      const key = `${listen.address} ${listen.port}`;
      if (!all.has(key)) all.set(key, listen);
    }
  return [...all.values()];
}

/** Listens on every address; sockets of before are kept. Throws ConfigError after `say` has told every try. */
export async function bindAll(
  p: Process,
  config: Config,
  before: readonly OpenListener[],
  say: (text: string) => Promise<void> = async () => {},
): Promise<OpenListener[]> {
  const out: OpenListener[] = [];
  const missing: Listen[] = [];
  for (const listen of addressesOf(config)) {
    const same = before.find((o) => o.listen.address === listen.address && o.listen.port === listen.port);
    if (same) out.push(same);
    else missing.push(listen);
  }
  // nginx tries five times, half a second apart.
  for (let round = 0; ; round++) {
    const inUse: Listen[] = [];
    for (const listen of missing) {
      try {
        out.push({
          listen,
          listener: p.listen(listen.address, listen.port, { backlog: 511, v6only: listen.address.includes(":") }),
        });
      } catch (e) {
        if (!isErrno(e)) throw e;
        const text = `bind() to ${listen.text} failed (${errnoText(e.code)})`;
        if (e.code !== "EADDRINUSE") throw new ConfigError(text);
        await say(text);
        inUse.push(listen);
      }
    }
    if (inUse.length === 0) return out;
    if (round === 4) throw new ConfigError("still could not bind()");
    await say("try again to bind() after 500ms");
    await p.sleep(500_000);
    missing.splice(0, missing.length, ...inUse);
  }
}
