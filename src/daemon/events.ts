import { InvalidParameter } from "../api/errors.ts";
import type { Filters } from "../api/filters.ts";
import type { EventMessage } from "../api/system.ts";
import type { WaitQueue } from "../kernel/kernel.ts";
import { type Cancel, createCancel } from "../std/cancel.ts";
import { type Micros, SECOND } from "../std/time.ts";
import { eventMatches } from "./event-filter.ts";
import { parseTimestamp } from "./timestamp.ts";

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
  const remembered: EventMessage[] = [];
  const listeners = new Set<{ readonly queue: EventMessage[]; readonly arrived: WaitQueue }>();
  let last: Micros = 0;
  let within = 0;

  function message(
    type: EventMessage["Type"],
    action: string,
    id: string,
    attributes: Readonly<Record<string, string>>,
  ): EventMessage {
    const at = deps.now();
    // Events of one microsecond differ in their nanoseconds, so that their order can be seen.
    within = at === last ? Math.min(within + 1, 999) : 0;
    last = at;
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

  return {
    emit(type, action, id, attributes) {
      const event = message(type, action, id, attributes);
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
    const inTime = (e: EventMessage) => {
      const at = timeOf(e);
      return (from === undefined || at >= from) && (to === undefined || at <= to);
    };
    const backlog = past.filter((e) => inTime(e) && eventMatches(e, filters));
    const listener = { queue: [] as EventMessage[], arrived: deps.createWaitQueue() };
    listeners.add(listener);
    const ending = createCancel(cancel);
    try {
      yield* backlog;
      for (;;) {
        const next = listener.queue.shift();
        if (next) {
          if (eventMatches(next, filters)) yield next;
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

/** When it happened, in microseconds. */
function timeOf(event: EventMessage): Micros {
  return event.time * SECOND + Math.floor(Number(event.timeNano.slice(-9)) / 1000);
}
