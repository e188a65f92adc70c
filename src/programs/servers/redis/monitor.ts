import { SECOND } from "../../../std/time.ts";
import type { Client } from "./client.ts";
import { quoted } from "./quoted.ts";
import type { Server } from "./server.ts";

/** A command as those who watch by MONITOR see it. */
export function monitorLine(s: Server, c: Client, words: readonly string[], script: boolean): string {
  const shown = words.map(quoted).join(" ");
  return `${(s.p.now() / SECOND).toFixed(6)} [${c.db} ${script ? "lua" : c.address}] ${shown}`;
}
