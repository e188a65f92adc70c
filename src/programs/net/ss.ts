import { type Call, defineTool } from "../lib/tool.ts";

const LONG = {
  all: "a",
  listening: "l",
  numeric: "n",
  processes: "p",
  tcp: "t",
  udp: "u",
  "no-header": "H",
  summary: "s",
  ipv4: "4",
  ipv6: "6",
};

/** iproute2's sockets. */
export const ss = defineTool(
  {
    name: "ss",
    syntax: { short: "alnptuxHs46eio", long: LONG },
    usage: "[ OPTIONS ] [ FILTER ]",
    version: "iproute2) 6.15.0",
    badStatus: 255,
  },
  async (c) => {
    const o = c.options;
    if (o.has("s")) return await c.fail("drydock: ss -s is not simulated", 1);
    const filter = filterOf(c.operands);
    if (filter === undefined) return await c.fail("drydock: this filter of ss is not simulated", 1);
    await table(c, filter);
    return 0;
  },
);

/** `sport = :80`, `dport = :80`, `state listening`; undefined for what is not understood. */
function filterOf(words: readonly string[]): ((s: Socket) => boolean) | undefined {
  const text = words.join(" ").trim();
  if (text === "") return () => true;
  const m = /^(sport|dport) (?:= |== |eq )?:(\d+)$/.exec(text);
  if (m) return (s) => (m[1] === "sport" ? s.local.port : s.remote?.port) === Number(m[2]);
  if (/^state (listening|listen)$/.test(text)) return (s) => s.state === "LISTEN";
  if (/^state established$/.test(text)) return (s) => s.state === "ESTABLISHED";
  return undefined;
}

type Socket = ReturnType<Call["p"]["network"]["sockets"]>[number];

async function table(c: Call, filter: (s: Socket) => boolean): Promise<void> {
  const o = c.options;
  const both = !o.has("t") && !o.has("u");
  const wanted = c.p.network.sockets().filter((s) => {
    if (!both && !o.has(s.protocol[0] ?? "")) return false;
    if (o.has("4") && s.local.address.includes(":")) return false;
    if (o.has("6") && !s.local.address.includes(":")) return false;
    const listens = s.state !== "ESTABLISHED";
    return (o.has("a") || listens === o.has("l")) && filter(s);
  });
  const names = o.has("p") ? new Map(c.p.processes().map((i) => [i.pid, i.comm])) : undefined;
  const rows = wanted.map((s) => {
    const six = s.local.address.includes(":");
    const spelt = (address: string) => (six && address !== "*" ? `[${address}]` : address);
    const state = s.protocol === "udp" ? "UNCONN" : s.state === "LISTEN" ? "LISTEN" : "ESTAB";
    return {
      netid: s.protocol,
      state,
      queue: s.state === "LISTEN" ? "511" : "0",
      local: [spelt(s.local.address), String(s.local.port)] as const,
      peer: s.remote
        ? ([spelt(s.remote.address), String(s.remote.port)] as const)
        : ([six ? "[::]" : "0.0.0.0", "*"] as const),
      process: names && s.pid !== undefined ? `users:(("${names.get(s.pid) ?? ""}",pid=${s.pid},fd=6))` : "",
    };
  });
  const showNetid = both || (o.has("t") && o.has("u"));
  const width = (head: string, texts: readonly string[]) => Math.max(head.length, ...texts.map((t) => t.length));
  const stateWidth = width(
    "State",
    rows.map((r) => r.state),
  );
  const localWidth = width(
    "Local Address",
    rows.map((r) => r.local[0]),
  );
  const localPort = width(
    "Port",
    rows.map((r) => r.local[1]),
  );
  const peerWidth = width(
    "Peer Address",
    rows.map((r) => r.peer[0]),
  );
  const peerPort = width(
    "Port",
    rows.map((r) => r.peer[1]),
  );
  const line = (
    netid: string,
    state: string,
    recv: string,
    send: string,
    local: readonly string[],
    peer: readonly string[],
    process: string,
  ) =>
    `${showNetid ? `${netid.padEnd(5)} ` : ""}${state.padEnd(stateWidth)} ${recv.padEnd(6)} ${send.padEnd(6)} ${(local[0] ?? "").padStart(localWidth)}:${(local[1] ?? "").padEnd(localPort)} ${(peer[0] ?? "").padStart(peerWidth)}:${(peer[1] ?? "").padEnd(peerPort)}${names ? process : ""}`.replace(
      / +$/,
      names ? "$&" : "",
    );
  if (!o.has("H"))
    await c.out.write(
      `${line("Netid", "State", "Recv-Q", "Send-Q", ["Local Address", "Port"], ["Peer Address", "Port"], "Process")}\n`,
    );
  for (const r of rows) await c.out.write(`${line(r.netid, r.state, "0", r.queue, r.local, r.peer, r.process)}\n`);
}
