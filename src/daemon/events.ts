import { InvalidParameter } from "../api/errors.ts";
import type { Filters } from "../api/filters.ts";
import type { EventMessage } from "../api/system.ts";
import type { WaitQueue } from "../kernel/kernel.ts";
import { type Cancel, createCancel } from "../std/cancel.ts";
import { type Micros, SECOND } from "../std/time.ts";
import { eventMatches } from "./event-filter.ts";
import { parseTimestamp } from "./timestamp.ts";

/** An event as it is kept: most are never read, so what a client sees of it is made when one asks. */
interface Happened {
  readonly type: EventMessage["Type"];
  readonly action: string;
  readonly id: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly at: Micros;
  /** Events of one microsecond differ in their nanoseconds, so that their order can be seen. */
  readonly within: number;
}

/** The daemon remembers this many events for `docker events --since`. */
const REMEMBERED = 256;

/** What happened, in order: remembered for a while and handed to who listens. */
export interface Events {
  /** `attributes` are sorted by the client that prints them. */
  emit(type: EventMessage["Type"], action: string, id: string, attributes: Readonly<Record<string, string>>): void;
  /** Remembered ones when `since` or `until` is given, then new ones up to `until`. Throws InvalidParameter at once. */
  stream(
    options: { readonly since: string; readonly until: string; readonly filters: Filters },
    cancel: Cancel,
  ): AsyncIterable<EventMessage>;
  /** Clients that are listening, as `docker info` counts them. */
  readonly listeners: number;
}

export interface EventsDeps {
  now(): Micros;
  createWaitQueue(): WaitQueue;
}

export function createEvents(deps: EventsDeps): Events {
  const remembered: Happened[] = [];
  const listeners = new Set<{ readonly queue: Happened[]; readonly arrived: WaitQueue }>();

  return {
    emit(type, action, id, attributes) {
      const at = deps.now();
      const last = remembered.at(-1);
      const within = at === last?.at ? Math.min(last.within + 1, 999) : 0;
      const event = { type, action, id, attributes, at, within };
      remembered.push(event);
      if (remembered.length > REMEMBERED) remembered.shift();
      for (const listener of listeners) {
        listener.queue.push(event);
        listener.arrived.wakeAll();
      }
    },
    get listeners() {
      return listeners.size;
    },
    stream({ since, until, filters }, cancel) {
      const from = parseTimestamp(since);
      const to = parseTimestamp(until);
      if (from !== undefined && to !== undefined && to < from) {
        throw new InvalidParameter(
          `\`since\` time (${Math.floor(from / SECOND)}) cannot be after \`until\` time (${Math.floor(to / SECOND)})`,
        );
      }
      return listen(from, to, filters, cancel);
    },
  };

  async function* listen(
    from: Micros | undefined,
    to: Micros | undefined,
    filters: Filters,
    cancel: Cancel,
  ): AsyncGenerator<EventMessage> {
    const now = deps.now();
    const past = from === undefined && (to === undefined || to > now) ? [] : remembered;
    const inTime = ({ at }: Happened) => (from === undefined || at >= from) && (to === undefined || at <= to);
    const backlog = past
      .filter(inTime)
      .map(message)
      .filter((e) => eventMatches(e, filters));
    const listener = { queue: [] as Happened[], arrived: deps.createWaitQueue() };
    listeners.add(listener);
    const ending = createCancel(cancel);
    try {
      yield* backlog;
      for (;;) {
        const next = listener.queue.shift();
        if (next) {
          const event = message(next);
          if (eventMatches(event, filters)) yield event;
          continue;
        }
        const left = to === undefined ? undefined : to - deps.now();
        if (left !== undefined && left <= 0) return;
        await listener.arrived.wait({ cancel: ending.token, ...(left === undefined ? {} : { timeout: left }) });
      }
    } finally {
      listeners.delete(listener);
      ending.cancel();
    }
  }
}

/** The event as the Engine API tells it. */
function message({ type, action, id, attributes, at, within }: Happened): EventMessage {
  const nano = (at % SECOND) * 1000 + within;
  const time = Math.floor(at / SECOND);
  const legacy =
    type === "container"
      ? { status: action, id, ...(attributes["image"] === undefined ? {} : { from: attributes["image"] }) }
      : type === "image"
        ? { status: action, id }
        : {};
  return {
    ...legacy,
    Type: type,
    Action: action,
    Actor: { ID: id, Attributes: attributes },
    scope: "local",
    time,
    timeNano: `${time}${String(nano).padStart(9, "0")}`,
  };
}
