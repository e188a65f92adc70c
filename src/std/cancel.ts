import { BareError } from "./bare-error.ts";

/** Thrown out of a waiting call whose token was cancelled. */
export class Cancelled extends BareError {
  override readonly name = "Cancelled";
}

/** A cancellation token. Engine calls take one last; it is cancelled when the calling process dies. */
export interface Cancel {
  readonly cancelled: boolean;
  /** Calls `fn` once, synchronously, at cancellation (at once when already cancelled); gives back its removal. */
  onCancel(fn: () => void): () => void;
}

/** A token and the way to cancel it. Cancelling twice is the same as once. */
export interface CancelSource {
  readonly token: Cancel;
  cancel(): void;
}

/** The token of a call that nothing cancels. */
export const NEVER: Cancel = { cancelled: false, onCancel: () => () => {} };

/** A new token; it is cancelled with its parent too. */
export function createCancel(parent: Cancel = NEVER): CancelSource {
  const listeners = new Set<() => void>();
  let cancelled = false;
  const cancel = () => {
    if (cancelled) return;
    cancelled = true;
    unlink();
    for (const fn of [...listeners]) fn();
    listeners.clear();
  };
  const token: Cancel = {
    get cancelled() {
      return cancelled;
    },
    onCancel(fn) {
      if (cancelled) {
        fn();
        return () => {};
      }
      listeners.add(fn);
      return () => listeners.delete(fn);
    },
  };
  let unlink = () => {};
  unlink = parent.onCancel(cancel);
  return { token, cancel };
}
