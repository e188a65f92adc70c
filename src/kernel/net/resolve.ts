import type { Files } from "../../filesystem/files.ts";
import { DnsError } from "../network.ts";
import { isAddress } from "./address.ts";
import type { NetNamespace } from "./namespace.ts";

/**
 * A name's addresses: literal ones stand for themselves, then /etc/hosts, then the namespace's resolver (the daemon's
 * embedded DNS). Beyond that there is nobody: a name without a dot does not exist; for others no server answers.
 */
export function resolveName(namespace: NetNamespace, files: Files | undefined, name: string): string[] {
  if (isAddress(name)) return [name];
  const wanted = name.replace(/\.$/, "").toLowerCase();
  const fromHosts = files ? hostsEntries(files).filter((h) => h.names.includes(wanted)) : [];
  if (fromHosts.length > 0) return fromHosts.map((h) => h.address);
  if (wanted === "localhost") return ["127.0.0.1", "::1"];
  const known = namespace.resolver?.(wanted);
  if (known && known.length > 0) return [...known];
  throw new DnsError(known || !wanted.includes(".") ? "NXDOMAIN" : "SERVFAIL", name);
}

/** An address's name: from /etc/hosts, then from the namespace. */
export function reverseName(namespace: NetNamespace, files: Files | undefined, address: string): string | undefined {
  const entry = files && hostsEntries(files).find((h) => h.address === address);
  return entry?.names[0] ?? namespace.reverse?.(address);
}

function hostsEntries(files: Files): { readonly address: string; readonly names: readonly string[] }[] {
  let text: string;
  try {
    text = files.readText("/etc/hosts");
  } catch {
    return [];
  }
  return text.split("\n").flatMap((line) => {
    const [address, ...names] = line.replace(/#.*/, "").trim().split(/\s+/);
    return address && names.length > 0 ? [{ address, names: names.map((n) => n.toLowerCase()) }] : [];
  });
}
