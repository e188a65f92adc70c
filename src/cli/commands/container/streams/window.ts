import { ApiError } from "../../../../api/errors.ts";
import { Cancelled } from "../../../../std/cancel.ts";
import type { Host } from "../../../host.ts";

export interface WindowSize {
  readonly columns: number;
  readonly rows: number;
}

/** Tells a terminal inside the size of the client's, now and each time it changes. Gives back the way to stop. */
export async function followWindow(host: Host, resize: (size: WindowSize) => Promise<void>): Promise<() => void> {
  const tell = async () => {
    const size = host.terminal?.size();
    if (!size) return;
    try {
      await resize(size);
    } catch (error) {
      // It has ended in the meantime.
      if (!(error instanceof ApiError || error instanceof Cancelled)) throw error;
    }
  };
  await tell();
  return host.onResize(() => void host.thread(tell));
}
