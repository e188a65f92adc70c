/** An http or https address taken apart, as sent: nothing is decoded or normalised. */
export interface HttpUrl {
  readonly scheme: string;
  readonly user: string | undefined;
  /** Without brackets. */
  readonly host: string;
  readonly port: number;
  /** Whether the address names its port. */
  readonly explicitPort: boolean;
  /** With its query, at least `/`. */
  readonly target: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21 };

/** Takes `[scheme://][user@]host[:port][/path][?query][#fragment]` apart; undefined when it is none. */
export function parseHttpUrl(text: string): HttpUrl | undefined {
  const m =
    /^(?:([a-zA-Z][a-zA-Z0-9+.-]*):\/\/)?(?:([^/?#@]*)@)?(\[[^\]]*\]|[^/?#:]*)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/.exec(
      text,
    );
  if (!m) return undefined;
  const [, scheme = "http", user, host = "", port, rest = ""] = m;
  const name = scheme.toLowerCase();
  const number = port ? Number(port) : (PORTS[name] ?? 80);
  if (host === "" || number > 65_535) return undefined;
  return {
    scheme: name,
    user,
    host: host.replace(/^\[|\]$/g, ""),
    port: number,
    explicitPort: !!port,
    target: rest.startsWith("/") ? rest : `/${rest}`,
  };
}

/** What the Host header names. */
export function hostHeader(url: HttpUrl): string {
  const host = url.host.includes(":") ? `[${url.host}]` : url.host;
  return url.port === (PORTS[url.scheme] ?? 80) ? host : `${host}:${url.port}`;
}

/** The address that a Location header means, seen from `base`. */
export function resolveLocation(base: HttpUrl, location: string): HttpUrl | undefined {
  if (/^[a-zA-Z][a-zA-Z0-9+.-]*:\/\//.test(location)) return parseHttpUrl(location);
  if (location.startsWith("//")) return parseHttpUrl(`${base.scheme}:${location}`);
  const path = base.target.replace(/\?.*$/s, "");
  const target = location.startsWith("/")
    ? location
    : location.startsWith("?")
      ? `${path}${location}`
      : `${path.replace(/[^/]*$/, "")}${location}`;
  return { ...base, target: target.replace(/#.*$/s, "") };
}

/** The target with `.` and `..` worked out of its path, as clients do before they ask. */
export function withoutDots(target: string): string {
  const [path = "", ...query] = target.split("?");
  const out: string[] = [];
  const parts = path.split("/").slice(1);
  for (const [i, part] of parts.entries()) {
    const last = i === parts.length - 1;
    if (part === "..") out.pop();
    if (part === "." || part === "..") {
      if (last) out.push("");
    } else out.push(part);
  }
  return [`/${out.join("/")}`, ...query].join("?");
}

export function formatUrl(url: HttpUrl): string {
  const host = url.host.includes(":") ? `[${url.host}]` : url.host;
  return `${url.scheme}://${host}${url.explicitPort ? `:${url.port}` : ""}${url.target}`;
}

/** Percent decoding of a path; bytes that are no UTF-8 become U+FFFD. A malformed escape: undefined. */
export function percentDecode(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/%([0-9a-fA-F]{2})/g, (_, hex: string) => {
      const code = Number.parseInt(hex, 16);
      return code < 0x80 ? String.fromCharCode(code) : "\ufffd";
    });
  }
}
