import type { Arrival, Visit } from "./navigate.ts";

/** Where a browser tab has been, as Chrome keeps it: where a visit led counts, and a new one cuts off what lay ahead. */
export interface History {
  /** A new visit ended there. */
  arrived(wanted: Visit, arrival: Pick<Arrival, "url" | "method">): void;
  here(): Visit | undefined;
  before(): Visit | undefined;
  after(): Visit | undefined;
  /** Goes one back or forward; undefined where there is none. */
  step(by: 1 | -1): Visit | undefined;
}

export function createHistory(): History {
  let visits: readonly Visit[] = [];
  let at = -1;
  const history: History = {
    arrived(wanted, { url, method }) {
      // A form that was answered by a redirect is not sent again by a reload.
      const visit = method === wanted.method ? { ...wanted, url } : { method, url };
      visits = [...visits.slice(0, at + 1), visit];
      at = visits.length - 1;
    },
    here: () => visits[at],
    before: () => visits[at - 1],
    after: () => visits[at + 1],
    step(by) {
      const visit = visits[at + by];
      if (visit) at += by;
      return visit;
    },
  };
  return history;
}
