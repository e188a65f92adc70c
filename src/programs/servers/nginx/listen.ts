import type { Directive } from "./parse.ts";
import { ConfigError, type Place } from "./tokens.ts";

/** An address that a server listens on. */
export interface Listen {
  readonly address: string;
  readonly port: number;
  /** `default_server`. */
  readonly standard: boolean;
  readonly text: string;
  readonly place: Place;
}

const PARAMETERS =
  /^(default_server|default|http2|quic|proxy_protocol|deferred|bind|reuseport|ipv6only=(on|off)|backlog=\d+|rcvbuf=\w+|sndbuf=\w+|so_keepalive=.+|fastopen=\d+|setfib=\d+|accept_filter=.+)$/;

/** `80`, `8080 default_server`, `127.0.0.1:80`, `[::]:80`, `localhost`. Throws ConfigError. */
export function listenOf(d: Directive): Listen {
  const [text = "", ...parameters] = d.args;
  for (const p of parameters) {
    if (p === "ssl") throw new ConfigError('drydock: nginx\'s "ssl" is not simulated', d.place);
    if (!PARAMETERS.test(p)) throw new ConfigError(`invalid parameter "${p}"`, d.place);
  }
  const standard = parameters.some((p) => p === "default_server" || p === "default");
  const made = (address: string, port: number): Listen => {
    if (port < 1 || port > 65_535)
      throw new ConfigError(`invalid port in "${text}" of the "listen" directive`, d.place);
    return {
      address,
      port,
      standard,
      text: address.includes(":") ? `[${address}]:${port}` : `${address}:${port}`,
      place: d.place,
    };
  };
  if (text.startsWith("unix:")) throw new ConfigError("drydock: nginx on a unix socket is not simulated", d.place);
  if (/^\d+$/.test(text)) return made("0.0.0.0", Number(text));
  const six = /^\[([0-9a-fA-F:.]+)\](?::(\d+))?$/.exec(text);
  if (six) return made(six[1] ?? "::", Number(six[2] ?? 80));
  const four = /^(\*|[\d.]+|localhost)(?::(\d+))?$/.exec(text);
  if (text.split(":").length > 2) throw new ConfigError(`invalid port in "${text}" of the "listen" directive`, d.place);
  if (four) {
    const host = four[1] === "*" ? "0.0.0.0" : four[1] === "localhost" ? "127.0.0.1" : (four[1] ?? "");
    return made(host, Number(four[2] ?? 80));
  }
  throw new ConfigError(`host not found in "${text}" of the "listen" directive`, d.place);
}
