import { CAP, capable } from "../../filesystem/permissions.ts";
import { SIGNALS } from "../../kernel/signal.ts";
import { isErrno } from "../../std/errno.ts";
import { SECOND } from "../../std/time.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { lookUp } from "./lib/resolve.ts";

/** Asks a host for echoes: iputils' form, and BusyBox's. */
export const ping = defineTool(
  {
    name: "ping",
    syntax: { short: "46ac:i:I:nqs:t:vw:W:DOAf" },
    busybox: { short: "46c:s:i:At:I:W:w:qp:" },
    badStatus: 2,
    busyboxBadStatus: 1,
    usage: "[options] <destination>",
    version: "iputils) 20240905",
  },
  async (c) => {
    const host = c.operands[0];
    if (host === undefined) return await c.badUsage("usage error: Destination address required");
    const count = c.options.value("c");
    if (count !== undefined && !/^\d+$/.test(count))
      await c.fail(c.flavour.pick(`invalid argument: '${count}'`, `invalid number '${count}'`));
    const address = await target(c, host);
    const run: Run = { host, address, sent: 0, times: [], began: c.p.now(), stopped: false };
    c.p.onSignal(
      SIGNALS.SIGINT,
      () => {
        run.stopped = true;
      },
      { restart: false },
    );
    return c.flavour.busybox ? await busybox(c, run) : await iputils(c, run);
  },
);

interface Run {
  readonly host: string;
  readonly address: string;
  sent: number;
  /** Microseconds of the answers. */
  readonly times: number[];
  readonly began: number;
  stopped: boolean;
}

async function target(c: Call, host: string): Promise<string> {
  const family = c.options.has("6") ? 6 : c.options.has("4") ? 4 : undefined;
  const address = (await lookUp(c.p, host, family))?.[0];
  if (address !== undefined) return address;
  if (c.flavour.busybox) return await c.fail(`bad address '${host}'`);
  return await c.fail(`${host}: Name or service not known`, 2);
}

/** Sends until enough was sent, time is over or SIGINT came. `each` is told of every answer (undefined: none). */
async function pings(
  c: Call,
  run: Run,
  each: (sequence: number, time: number | undefined) => Promise<void>,
): Promise<void> {
  const { p, options: o } = c;
  const text = o.value("c");
  const count = text === undefined ? Number.POSITIVE_INFINITY : Number(text);
  const interval = Number(o.value("i") ?? (o.has("A") || o.has("f") ? 0.2 : 1)) * SECOND;
  const wait = Number(o.value("W") ?? 10) * SECOND;
  const end = o.value("w") === undefined ? Number.POSITIVE_INFINITY : run.began + Number(o.value("w")) * SECOND;
  for (let sequence = 0; sequence < count && !run.stopped && p.now() < end; sequence++) {
    const sentAt = p.now();
    run.sent++;
    const last = sequence + 1 >= count;
    try {
      const time = await p.ping(run.address, Math.min(last ? wait : interval, end - sentAt));
      if (run.stopped && time === undefined) return;
      if (time !== undefined) run.times.push(time);
      await each(sequence, time);
      if (!last && !run.stopped) await p.sleep(Math.max(0, Math.min(sentAt + interval, end) - p.now()));
    } catch (e) {
      if (!isErrno(e, "EINTR")) throw e;
    }
  }
}

const ms = (micros: number) => (micros / 1000).toFixed(3);

async function busybox(c: Call, run: Run): Promise<number> {
  const { p, options: o } = c;
  const size = Number(o.value("s") ?? 56);
  await p.write(1, `PING ${run.host} (${run.address}): ${size} data bytes\n`);
  // BusyBox asks for a raw socket, iputils for one of the kernel's own for echoes.
  if (!capable(p.credentials, CAP.NET_RAW)) return await c.fail("permission denied (are you root?)");
  try {
    await pings(c, run, async (sequence, time) => {
      if (time !== undefined && !o.has("q"))
        await p.write(1, `${size + 8} bytes from ${run.address}: seq=${sequence} ttl=64 time=${ms(time)} ms\n`);
    });
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(`sendto: ${e.strerror}`);
  }
  const { sent, times } = run;
  const loss = sent ? Math.floor(((sent - times.length) * 100) / sent) : 0;
  await p.write(
    1,
    `\n--- ${run.host} ping statistics ---\n${sent} packets transmitted, ${times.length} packets received, ${loss}% packet loss\n`,
  );
  if (times.length) {
    const average = Math.floor(times.reduce((a, b) => a + b, 0) / times.length);
    await p.write(
      1,
      `round-trip min/avg/max = ${ms(Math.min(...times))}/${ms(average)}/${ms(Math.max(...times))} ms\n`,
    );
  }
  return times.length ? 0 : 1;
}

async function iputils(c: Call, run: Run): Promise<number> {
  const { p, options: o } = c;
  const six = run.address.includes(":");
  const size = Number(o.value("s") ?? 56);
  await p.write(
    1,
    six
      ? `PING ${run.host} (${run.address}) ${size} data bytes\n`
      : `PING ${run.host} (${run.address}) ${size}(${size + 28}) bytes of data.\n`,
  );
  const name = o.has("n") ? undefined : p.reverse(run.address);
  const from = name === undefined || run.host === run.address ? run.address : `${name} (${run.address})`;
  let unreachable = 0;
  try {
    await pings(c, run, async (sequence, time) => {
      if (o.has("q")) return;
      if (time !== undefined) {
        await p.write(1, `${size + 8} bytes from ${from}: icmp_seq=${sequence + 1} ttl=64 time=${short(time)} ms\n`);
        return;
      }
      const own = ownAddress(c, run.address);
      if (own === undefined) return;
      unreachable++;
      await p.write(1, `From ${own} icmp_seq=${sequence + 1} Destination Host Unreachable\n`);
    });
  } catch (e) {
    if (!isErrno(e)) throw e;
    return await c.fail(`connect: ${e.strerror}`, 2);
  }
  const { sent, times } = run;
  const loss = sent ? Math.round(((sent - times.length) * 100) / sent) : 0;
  const span = Math.floor((p.now() - run.began) / 1000);
  const errors = unreachable ? `+${unreachable} errors, ` : "";
  await p.write(
    1,
    `\n--- ${run.host} ping statistics ---\n${sent} packets transmitted, ${times.length} received, ${errors}${loss}% packet loss, time ${sent > 1 ? span : 0}ms\n`,
  );
  if (times.length) {
    const average = times.reduce((a, b) => a + b, 0) / times.length;
    const deviation = Math.sqrt(Math.max(0, times.reduce((a, b) => a + b * b, 0) / times.length - average * average));
    await p.write(
      1,
      `rtt min/avg/max/mdev = ${ms(Math.min(...times))}/${ms(average)}/${ms(Math.max(...times))}/${ms(deviation)} ms\n`,
    );
  } else if (unreachable) await p.write(1, "\n");
  return times.length ? 0 : 1;
}

/** Three digits that count, as iputils shows a time. */
function short(micros: number): string {
  const value = micros / 1000;
  return value >= 100
    ? value.toFixed(0)
    : value >= 10
      ? value.toFixed(1)
      : value >= 1
        ? value.toFixed(2)
        : value.toFixed(3);
}

/** Our own address on the link that the other one would be on. */
function ownAddress(c: Call, address: string): string | undefined {
  for (const i of c.p.network.interfaces())
    for (const a of i.addresses) {
      const [own = "", length = "32"] = a.split("/");
      if (own.includes(":") || address.includes(":") || i.name === "lo") continue;
      const number = (text: string) => text.split(".").reduce((n, part) => n * 256 + Number(part), 0);
      const block = 2 ** (32 - Number(length));
      if (Math.floor(number(own) / block) === Math.floor(number(address) / block)) return own;
    }
  return undefined;
}
