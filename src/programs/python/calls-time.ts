import { zoneOf } from "../../shell/zone.ts";
import type { Zone } from "../../std/calendar.ts";
import type { Calls } from "./calls.ts";
import type { Guest } from "./guest.ts";

function time(g: Guest, clock: number): number {
  g.p.charge(1);
  if (clock === 0) return g.p.now() * 1000;
  if (clock === 2 || clock === 3) return (g.p.processes().find((i) => i.pid === g.p.pid)?.cpuTime ?? 0) * 1000;
  return g.p.uptime() * 1000;
}

const zone = (g: Guest): Zone => zoneOf(g.p.env.get("TZ"), g.p.files);

/** A zone's standard time and its daylight saving time, as this year has them. */
function halves(g: Guest, z: Zone) {
  const year = new Date(g.p.now() / 1000).getUTCFullYear();
  const [january, july] = [0, 6].map((month) => z.at(Date.UTC(year, month, 1) * 1000));
  const [a, b] = [january ?? z.at(0), july ?? z.at(0)];
  return a.offset <= b.offset ? { standard: a, summer: b } : { standard: b, summer: a };
}

/** C's broken-down time of a moment, `offset` seconds east of Greenwich. */
function writeTime(g: Guest, seconds: number, to: number, offset: number, summer: boolean): void {
  const d = new Date((seconds + offset) * 1000);
  const year = d.getUTCFullYear();
  const fields = [
    d.getUTCSeconds(),
    d.getUTCMinutes(),
    d.getUTCHours(),
    d.getUTCDate(),
    d.getUTCMonth(),
    year - 1900,
    d.getUTCDay(),
    Math.floor((Date.UTC(year, d.getUTCMonth(), d.getUTCDate()) - Date.UTC(year, 0, 1)) / 86_400_000),
    summer ? 1 : 0,
    offset,
  ];
  fields.forEach((v, i) => {
    g.heap.setInt(to + 4 * i, v);
  });
}

function writeLocal(g: Guest, seconds: number, to: number): void {
  const z = zone(g);
  const { offset } = z.at(seconds * 1e6);
  writeTime(g, seconds, to, offset, offset !== halves(g, z).standard.offset);
}

/** The seconds that broken-down fields name, read as UTC. */
function readFields(g: Guest, from: number): number {
  const fields = Array.from({ length: 6 }, (_, i) => g.heap.int(from + 4 * i));
  const [s = 0, m = 0, h = 0, day = 1, month = 0, year = 70] = fields;
  const d = new Date(0);
  d.setUTCFullYear(year + 1900, month, day);
  d.setUTCHours(h, m, s);
  return Math.floor(d.getTime() / 1000);
}

function readLocal(g: Guest, from: number): number {
  const z = zone(g);
  const fields = readFields(g, from);
  // The offset at that very moment: found from one near it.
  const near = fields - z.at(fields * 1e6).offset;
  const seconds = fields - z.at(near * 1e6).offset;
  writeLocal(g, seconds, from);
  return seconds;
}

/** Clocks and calendars: the kernel's time, in the zone that $TZ or /etc/localtime names. */
export const timeCalls: Calls = {
  clock_time_get: (g, clock, _precision, to) => {
    g.heap.setLong(to, time(g, clock));
    return 0;
  },
  clock_res_get: (g, _clock, to) => {
    g.heap.setLong(to, 1);
    return 0;
  },
  emscripten_date_now: (g) => time(g, 0) / 1e6,
  emscripten_get_now: (g) => time(g, 1) / 1e6,
  _gmtime_js: (g, seconds, to) => {
    writeTime(g, seconds, to, 0, false);
    return 0;
  },
  _localtime_js: (g, seconds, to) => {
    writeLocal(g, seconds, to);
    return 0;
  },
  _mktime_js: readLocal,
  _timegm_js: (g, from) => {
    const seconds = readFields(g, from);
    writeTime(g, seconds, from, 0, false);
    return seconds;
  },
  _tzset_js: (g, offsetAt, daylightAt, standardName, summerName) => {
    const { standard, summer } = halves(g, zone(g));
    g.heap.setInt(offsetAt, -standard.offset);
    g.heap.setInt(daylightAt, standard.offset === summer.offset ? 0 : 1);
    g.heap.setText(standardName, standard.name, 17);
    g.heap.setText(summerName, summer.name, 17);
    return 0;
  },
};
