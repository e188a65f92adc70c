import { parseLog } from "../machine/parse-log.ts";
import type { InputLog } from "../machine/types.ts";
import { fromBase64, toBase64 } from "../std/base64.ts";
import { newId, setOwnSession } from "./session.ts";
import { transact } from "./storage.ts";
import { loadBase, loadState, packKey, type StoredState } from "./stored-sessions.ts";

/** All that there is of a session. */
interface Session {
  readonly log: unknown;
  /** The snapshot that it began with. */
  readonly base?: Uint8Array | undefined;
  readonly state?: StoredState | undefined;
}

/** A session as a file: for another browser, a course's starting point, or whoever looks into what went wrong. */
function fileOf({ log, base, state }: Session): Blob {
  const session = {
    drydock: "session",
    log,
    ...(base && { base: toBase64(base) }),
    ...(state && { root: toBase64(state.root), packs: state.packs.map(toBase64) }),
  };
  return new Blob([JSON.stringify(session)], { type: "application/json" });
}

/** Hands what is stored of a session to the visitor as a file; `log`: that one instead of the stored one. */
export async function downloadSession(id: string, log: unknown): Promise<void> {
  // Without storage the log alone has to do.
  const [base, state] = await Promise.all([loadBase(id), loadState(id)]).catch(() => []);
  const url = URL.createObjectURL(fileOf({ log, base, state }));
  const link = document.createElement("a");
  link.href = url;
  link.download = "drydock-session.json";
  link.click();
  URL.revokeObjectURL(url);
}

/** Stores a file's session as the one that this tab comes back to. False: it is none. */
export async function storeSessionFile(file: Blob): Promise<boolean> {
  const session = readSession(await file.text());
  if (!session) return false;
  const id = newId();
  await transact("readwrite", (store) => {
    if (session.base) store.put(session.base, `${id}/base`);
    if (session.state) {
      store.put(session.state.root, `${id}/root`);
      for (const [i, pack] of session.state.packs.entries()) store.put(pack, packKey(id, i));
    }
    store.put(id, "current");
    return store.put(session.log, `${id}/log`);
  });
  setOwnSession(id);
  return true;
}

function readSession(json: string): (Session & { readonly log: InputLog }) | undefined {
  const file = parseJson(json);
  if (typeof file !== "object" || file === null) return undefined;
  const { drydock, log: stored, base, root, packs } = file as Record<string, unknown>;
  const log = parseLog(stored);
  if (drydock !== "session" || "error" in log) return undefined;
  const head = bytesOf(root);
  const pieces = Array.isArray(packs) ? packs.map(bytesOf).filter((p) => p !== undefined) : [];
  return { log, base: bytesOf(base), state: head && { root: head, packs: pieces } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function bytesOf(value: unknown): Uint8Array | undefined {
  return typeof value === "string" ? fromBase64(value) : undefined;
}
