import { DnsError } from "../../../kernel/network.ts";
import type { Process } from "../../../kernel/process.ts";

/** A name's addresses (IPv4 first, or only one family); undefined when nobody knows it. */
export async function lookUp(p: Process, name: string, family?: 4 | 6): Promise<string[] | undefined> {
  let all: string[];
  try {
    all = await p.resolve(name);
  } catch (e) {
    if (e instanceof DnsError) return undefined;
    throw e;
  }
  const four = all.filter((a) => !a.includes(":"));
  const six = all.filter((a) => a.includes(":"));
  const found = family === 4 ? four : family === 6 ? six : [...four, ...six];
  return found.length ? found : undefined;
}

/** The name servers of /etc/resolv.conf. */
export function nameServers(p: Process): string[] {
  try {
    return [...p.files.readText("/etc/resolv.conf").matchAll(/^nameserver\s+(\S+)/gm)].map((m) => m[1] ?? "");
  } catch {
    return [];
  }
}
