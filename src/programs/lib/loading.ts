/** How far a big part of the site has come that a program waits for. */
export interface LoadingNews {
  /** Its name for people: `Python`. */
  readonly what: string;
  readonly percent: number;
  readonly done: boolean;
}

/** Thrown where somebody would not wait for it any longer. */
export class LoadingCancelled extends Error {
  override readonly name = "LoadingCancelled";
}

/** Of the page, which there is one of: who is told, and how what loads now is given up. */
const desk = { tell: (_: LoadingNews) => {}, cancel: () => {}, loading: false };

/** Tells from now on. What loads stands outside of simulated time, so no session depends on it. */
export function onLoading(tell: (news: LoadingNews) => void): void {
  desk.tell = tell;
}

/** Gives up what loads now, if anything does; who waits for it is told so. */
export function cancelLoading(): void {
  desk.cancel();
}

/** Whether something loads that can be given up. */
export function isLoading(): boolean {
  return desk.loading;
}

/** The simulated times at which loading was given up, as a session's log says: there it is again. */
export const givenUp: Set<number> = new Set();

export interface Progress {
  /** More of the bytes are here. */
  add(bytes: number): void;
  /** Rejects when it is given up. */
  readonly cancelled: Promise<never>;
}

/** Loads something of this many bytes in several files, with news of it. */
export async function loadWithNews<T>(what: string, total: number, load: (p: Progress) => Promise<T>): Promise<T> {
  let loaded = 0;
  let shown = -1;
  const show = (done: boolean) => {
    const percent = Math.min(100, Math.floor((100 * loaded) / total));
    if (!done && percent === shown) return;
    shown = percent;
    desk.tell({ what, percent, done });
  };
  const cancelled = new Promise<never>((_, reject) => {
    desk.cancel = () => reject(new LoadingCancelled(`${what} was not loaded`));
  });
  cancelled.catch(() => {});
  desk.loading = true;
  show(false);
  try {
    return await Promise.race([
      load({
        add(bytes) {
          loaded += bytes;
          show(false);
        },
        cancelled,
      }),
      cancelled,
    ]);
  } finally {
    show(true);
    desk.cancel = () => {};
    desk.loading = false;
  }
}
