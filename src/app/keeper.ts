import type { MachineClient } from "../machine/types.ts";
import type { Words } from "./all-words.ts";
import type { Notes } from "./notes.ts";
import { downloadSession } from "./session-file.ts";
import { createSnapshotSaver } from "./snapshots.ts";
import type { StartNews } from "./start-news.ts";
import { load } from "./storage.ts";
import { claimSession, deleteKept } from "./stored-sessions.ts";

export interface KeeperOptions {
  readonly client: MachineClient;
  readonly started: Promise<StartNews>;
  readonly notes: Notes;
  words(): Words;
}

/** Saves the state as the session goes on, and says what became of the stored one. */
export function createKeeper({ client, started, notes, words }: KeeperOptions): { stop(): void } {
  const snapshots = createSnapshotSaver(client, started);
  client.onLog((log) => {
    // The saving itself is noted there, too.
    if (log.entries.at(-1)?.input.kind !== "mark") snapshots.changed();
  });
  client.onView(snapshots.changed);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") snapshots.now();
  });
  started.then(
    (news) => {
      claimSession(news.id);
      if (news.from !== undefined) explain(news, news.from);
    },
    // That the machine did not start is said elsewhere.
    () => {},
  );

  function explain(news: StartNews, kept: string): void {
    if (news.session === "new" || news.session === "restored") return;
    const w = words();
    const text = news.session === "damaged" ? `${w.damaged} (${news.why})` : w[news.session];
    notes.say("session", text, [
      { label: w.download, act: () => void downloadKept(kept) },
      {
        label: w.deleteIt,
        act() {
          notes.unsay("session");
          void deleteKept().catch(() => {});
        },
      },
    ]);
  }
  return snapshots;
}

async function downloadKept(id: string): Promise<void> {
  await downloadSession(id, await load(`${id}/log`).catch(() => undefined));
}
