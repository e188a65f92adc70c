import { DnsError } from "../../kernel/network.ts";
import { type Call, defineTool } from "../lib/tool.ts";
import { nameServers } from "./lib/resolve.ts";

/** Asks the name server: addresses and names of addresses. */
export const dig = defineTool(
  { name: "dig", syntax: { short: "" }, usage: "[@global-server] [domain] [q-type] {q-opt}", raw: true },
  async (c) => {
    let short = false;
    let type = "A";
    let reverse = false;
    let server = nameServers(c.p)[0] ?? "127.0.0.1";
    let name: string | undefined;
    const words = [...c.operands];
    for (let word = words.shift(); word !== undefined; word = words.shift()) {
      if (word === "+short") short = true;
      else if (word.startsWith("+")) continue;
      else if (word.startsWith("@")) server = word.slice(1);
      else if (word === "-x") {
        reverse = true;
        name = words.shift();
      } else if (word === "-t") type = (words.shift() ?? "A").toUpperCase();
      else if (word === "-4" || word === "-6") continue;
      else if (/^(a|aaaa|ptr|mx|txt|ns|any|cname|soa|srv)$/i.test(word) && name !== undefined)
        type = word.toUpperCase();
      else if (word.startsWith("-")) return await c.fail(`drydock: dig ${word} is not simulated`);
      else name = word;
    }
    if (name === undefined) return await c.fail("drydock: dig without a name is not simulated");
    const answers = await ask(c, name, type, reverse);
    if (short) {
      for (const a of answers.records) await c.out.write(`${a}\n`);
      return 0;
    }
    await whole(c, {
      name: reverse ? `${name.split(".").reverse().join(".")}.in-addr.arpa` : name,
      type: reverse ? "PTR" : type,
      server,
      ...answers,
    });
    return 0;
  },
);

interface Answers {
  readonly status: "NOERROR" | "NXDOMAIN" | "SERVFAIL";
  readonly records: readonly string[];
}

async function ask(c: Call, name: string, type: string, reverse: boolean): Promise<Answers> {
  if (reverse) {
    const back = c.p.reverse(name);
    return back === undefined ? { status: "NXDOMAIN", records: [] } : { status: "NOERROR", records: [`${back}.`] };
  }
  try {
    const all = await c.p.resolve(name);
    const six = type === "AAAA";
    return { status: "NOERROR", records: type === "A" || six ? all.filter((a) => a.includes(":") === six) : [] };
  } catch (e) {
    if (!(e instanceof DnsError)) throw e;
    return { status: e.code, records: [] };
  }
}

async function whole(
  c: Call,
  q: Answers & { readonly name: string; readonly type: string; readonly server: string },
): Promise<void> {
  const id = c.p.chance.integer("dns id", 65_536);
  const count = q.records.length;
  const lines = [
    "",
    `; <<>> DiG 9.20.11-4-Debian <<>> ${c.operands.join(" ")}`,
    ";; global options: +cmd",
    ";; Got answer:",
    `;; ->>HEADER<<- opcode: QUERY, status: ${q.status}, id: ${id}`,
    `;; flags: qr rd ra; QUERY: 1, ANSWER: ${count}, AUTHORITY: 0, ADDITIONAL: 0`,
    "",
    ";; QUESTION SECTION:",
    `;${q.name}.${"\t".repeat(Math.max(1, 4 - Math.floor((q.name.length + 2) / 8)))}IN\t${q.type}`,
    "",
    ...(count
      ? [
          ";; ANSWER SECTION:",
          ...q.records.map(
            (r) =>
              `${q.name}.${"\t".repeat(Math.max(1, 3 - Math.floor((q.name.length + 1) / 8)))}600\tIN\t${q.type}\t${r}`,
          ),
          "",
        ]
      : []),
    ";; Query time: 0 msec",
    `;; SERVER: ${q.server}#53(${q.server}) (UDP)`,
    `;; WHEN: ${new Date(Math.floor(c.p.now() / 1000)).toUTCString().replace(/^(\w+), (\d+) (\w+) (\d+) (\S+) GMT$/, "$1 $3 $2 $5 UTC $4")}`,
    `;; MSG SIZE  rcvd: ${30 + q.name.length + 16 * count}`,
    "",
  ];
  await c.out.write(`${lines.join("\n")}\n`);
}
