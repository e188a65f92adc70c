import { boot } from "./boot.ts";
import { wantsRestart } from "./restart.ts";
import { loadSession } from "./session.ts";

// What takes longest begins first: the machine's code and the stored session are on their way while the page is made.

/** Of a new machine; also the name under which its session is stored. */
export const seed = crypto.randomUUID();

/** The session of the last visit. */
export const loading = loadSession();

export const { client, started, onBroken } = boot(
  loading.then((session) => ({
    seed,
    startTime: Math.floor(Date.now() / 1000) * 1_000_000,
    ...(session ? { session, skipLog: wantsRestart() } : {}),
  })),
);
