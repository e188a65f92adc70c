import { complain, type Exchange } from "./exchange.ts";
import { limitStatus, limitsOf, requestLimit, type Zone } from "./limit-zones.ts";
import type { Level } from "./log.ts";
import type { Outcome } from "./outcome.ts";
import { flag, setting } from "./parse.ts";
import { expand } from "./variables.ts";

/** A level less grave, for requests that are only put off. */
const MILDER: Readonly<Record<string, Level>> = { error: "warn", warn: "notice", notice: "info", info: "info" };

/** `limit_conn` and `limit_req`: puts a request off, or refuses it. */
export async function withinLimits(x: Exchange): Promise<Outcome | undefined> {
  return (await connections(x)) ?? (await requests(x));
}

async function connections(x: Exchange): Promise<Outcome | undefined> {
  for (const d of limitsOf(x.block, "limit_conn")) {
    const [name = "", most] = d.args;
    const zone = x.runtime.config.zones.get(name);
    const key = zone && expand(x, zone.key);
    if (!zone || !key) continue;
    const open = zone.open.get(key) ?? 0;
    const dry = flag(x.block, "limit_conn_dry_run", false);
    if (open >= Number(most)) {
      const level = (setting(x.block, "limit_conn_log_level")?.[0] ?? "error") as Level;
      await complain(x, level, `limiting connections${dry ? ", dry run," : ""} by zone "${name}"`);
      if (!dry) return { status: limitStatus(x.block, "limit_conn") };
    }
    zone.open.set(key, open + 1);
    x.atEnd.push(() => zone.open.set(key, (zone.open.get(key) ?? 1) - 1));
  }
  return undefined;
}

async function requests(x: Exchange): Promise<Outcome | undefined> {
  const level = (setting(x.block, "limit_req_log_level")?.[0] ?? "error") as Level;
  const dry = flag(x.block, "limit_req_dry_run", false);
  const dryText = dry ? ", dry run" : "";
  let wait = 0;
  let putOff: { readonly name: string; readonly excess: number } | undefined;
  const accepted: (() => void)[] = [];
  for (const d of limitsOf(x.block, "limit_req")) {
    const { name, burst, delay } = requestLimit(d);
    const zone = x.runtime.config.zones.get(name);
    const key = zone && expand(x, zone.key);
    if (!zone?.rate || !key) continue;
    const excess = excessOf(x, zone, key);
    if (excess > burst) {
      await complain(x, level, `limiting requests${dryText}, excess: ${shown(excess)} by zone "${name}"`);
      if (!dry) return { status: limitStatus(x.block, "limit_req") };
      continue;
    }
    accepted.push(() => zone.accounts.set(key, { excess, at: milliseconds(x) }));
    const span = excess > delay ? ((excess - delay) * 1000) / zone.rate : 0;
    if (span > wait) {
      wait = span;
      putOff = { name, excess };
    }
  }
  for (const note of accepted) note();
  if (!putOff) return undefined;
  const text = `delaying request${dryText}, excess: ${shown(putOff.excess)}, by zone "${putOff.name}"`;
  await complain(x, MILDER[level] ?? "warn", text);
  if (!dry) await x.p.sleep(Math.floor(wait) * 1000);
  return undefined;
}

const milliseconds = (x: Exchange): number => Math.floor(x.p.now() / 1000);
const shown = (thousandths: number): string => (thousandths / 1000).toFixed(3);

/** What a client has used beyond its rate with this request, in thousandths of one. */
function excessOf(x: Exchange, zone: Zone, key: string): number {
  const account = zone.accounts.get(key);
  if (!account) return 0;
  const span = Math.max(0, milliseconds(x) - account.at);
  return Math.max(0, Math.floor(account.excess - ((zone.rate ?? 0) * span) / 1000 + 1000));
}
