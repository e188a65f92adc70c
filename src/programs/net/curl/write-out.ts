import type { Done } from "./transfer.ts";

/** What -w prints: `%{name}`, `\n`, `\t`; unknown names are reported to `unknown`. */
export function writeOut(
  format: string,
  done: Done,
  extra: WriteOutExtra,
  unknown: (name: string) => void,
): { stdout: string; stderr: string } {
  let stderr = "";
  let stdout = "";
  let toError = false;
  const put = (text: string) => {
    if (toError) stderr += text;
    else stdout += text;
  };
  const pattern = /%\{([^}]*)\}|%%|\\([nrt])|[^%\\]+|[%\\]/gs;
  for (const [all, name, escape] of format.matchAll(pattern)) {
    if (name === "stderr" || name === "stdout") toError = name === "stderr";
    else if (name !== undefined) {
      const header = /^header\{(.*)$/.exec(name)?.[1];
      const text =
        header === undefined
          ? VALUES[name]?.(done, extra)
          : done.headers.find(([n]) => n.toLowerCase() === header.toLowerCase())?.[1];
      if (text === undefined) unknown(name);
      else put(text);
    } else if (escape !== undefined) put({ n: "\n", r: "\r", t: "\t" }[escape] ?? "");
    else put(all === "%%" ? "%" : all);
  }
  return { stdout, stderr };
}

export interface WriteOutExtra {
  readonly exitCode: number;
  readonly message: string;
  readonly total: number;
  readonly file: string;
  readonly number: number;
}

const time = (micros: number) => (micros / 1_000_000).toFixed(6);
const speed = (bytes: number, span: number) => String(span > 0 ? Math.round((bytes * 1_000_000) / span) : 0);

const VALUES: Readonly<Record<string, (d: Done, e: WriteOutExtra) => string>> = {
  content_type: (d) => d.type,
  errormsg: (_d, e) => e.message,
  exitcode: (_d, e) => String(e.exitCode),
  filename_effective: (_d, e) => e.file,
  http_code: (d) => String(d.status).padStart(3, "0"),
  http_connect: () => "000",
  http_version: (d) => d.httpVersion || "0",
  local_ip: (d) => d.local,
  local_port: (d) => String(d.localPort),
  method: (d) => d.method,
  num_connects: (d) => String(d.connects),
  num_headers: (d) => String(d.headers.length),
  num_redirects: (d) => String(d.redirects),
  redirect_url: (d) => d.location,
  remote_ip: (d) => d.remote,
  remote_port: (d) => String(d.remotePort),
  response_code: (d) => String(d.status).padStart(3, "0"),
  scheme: () => "http",
  size_download: (d) => String(d.received),
  size_header: (d) => String(d.headerBytes),
  size_request: (d) => String(d.requestBytes),
  size_upload: (d) => String(d.sent),
  speed_download: (d, e) => speed(d.received, e.total),
  speed_upload: (d, e) => speed(d.sent, e.total),
  ssl_verify_result: () => "0",
  time_appconnect: () => "0.000000",
  time_connect: (d) => time(d.connected),
  time_namelookup: (d) => time(d.lookedUp),
  time_pretransfer: (d) => time(d.connected),
  time_redirect: () => "0.000000",
  time_starttransfer: (d) => time(d.started),
  time_total: (_d, e) => time(e.total),
  url: (d) => d.url,
  url_effective: (d) => d.url,
  urlnum: (_d, e) => String(e.number),
};
