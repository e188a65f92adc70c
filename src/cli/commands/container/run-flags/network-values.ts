import { goQuote } from "../../../grammar/parse.ts";
import { isIP } from "../../../lib/ip.ts";

/** The word that stands for the host's own address. */
const HOST_GATEWAY = "host-gateway";

/** What is wrong with a value of `--add-host`: `NAME:ADDRESS` or `NAME=ADDRESS`, the address perhaps in brackets. */
export function hostError(value: string): string | undefined {
  const { name, address } = splitHost(value);
  if (name === undefined || name === "" || name.includes(":")) return `bad format for add-host: ${goQuote(value)}`;
  const bare = withoutBrackets(address);
  if (bare !== HOST_GATEWAY && !isIP(bare.trim())) return `invalid IP address in add-host: ${goQuote(bare)}`;
  return undefined;
}

/** `NAME:ADDRESS`, as the daemon takes it. */
export function hostEntry(value: string): string {
  const { name, address } = splitHost(value);
  return `${name ?? ""}:${withoutBrackets(address)}`;
}

function splitHost(value: string): { readonly name: string | undefined; readonly address: string } {
  const at = value.includes("=") ? value.indexOf("=") : value.indexOf(":");
  return at < 0 ? { name: undefined, address: "" } : { name: value.slice(0, at), address: value.slice(at + 1) };
}

function withoutBrackets(address: string): string {
  return /^\[.+\]$/.test(address) ? address.slice(1, -1) : address;
}

/** What is wrong with a value of `--dns`. */
export function dnsError(value: string): string | undefined {
  return isIP(value.trim()) ? undefined : `IP address is not correctly formatted: ${value}`;
}

/** What is wrong with a value of `--dns-search`: a domain, or `.` for none. */
export function dnsSearchError(value: string): string | undefined {
  const domain = value.replace(/^ +| +$/g, "");
  return domain === "." || DOMAIN.test(domain) ? undefined : `${domain} is not a valid domain`;
}

/** The domain without a dot at its end. */
export function domainOf(value: string): string {
  const domain = value.replace(/^ +| +$/g, "");
  return domain === "." ? domain : domain.replace(/\.?\s*$/, "");
}

const LABEL = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)";
const DOMAIN = new RegExp(`^(?=.*[a-zA-Z])(?=.{1,254}$)${LABEL}(?:\\.${LABEL})*\\.?\\s*$`);

/** What is wrong with a value of `--link`: `CONTAINER[:ALIAS]`. */
export function linkError(value: string): string | undefined {
  if (value === "") return "empty string specified for links";
  return value.split(":").length > 2 ? `bad format for links: ${value}` : undefined;
}
