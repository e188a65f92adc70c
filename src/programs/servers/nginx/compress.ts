import { gzipSync } from "fflate";
import { readAll } from "../../../std/stream.ts";
import type { Answer, Exchange } from "./exchange.ts";
import { flag, setting } from "./parse.ts";

/** Statuses whose answers are compressed. */
const STATUSES = [200, 403, 404];

/** `gzip`: the body compressed, when the client takes it and the answer is one for it. */
export async function compressed(x: Exchange, answer: Answer, body: Answer["body"]): Promise<Answer["body"]> {
  if (!flag(x.block, "gzip", false) || !body || x.method === "HEAD" || !STATUSES.includes(answer.status)) return body;
  if (x.head.version !== "1.1" && setting(x.block, "gzip_http_version")?.[0] !== "1.0") return body;
  const types = setting(x.block, "gzip_types") ?? [];
  const type = (answer.type ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (type !== "text/html" && !types.includes("*") && !types.includes(type)) return body;
  const least = Number(setting(x.block, "gzip_min_length")?.[0] ?? 20);
  if (answer.length !== undefined && answer.length < least) return body;
  if (answer.headers.has("content-encoding") || !allowedFor(x)) return body;
  if (flag(x.block, "gzip_vary", false)) answer.headers.append("Vary", "Accept-Encoding");
  if (!/(?:^|[\s,])gzip(?!\s*;\s*q=0(?:\.0*)?(?:\s|,|$))/i.test(x.head.headers.get("accept-encoding") ?? ""))
    return body;
  const level = Number(setting(x.block, "gzip_comp_level")?.[0] ?? 1);
  const bytes = body instanceof Uint8Array ? body : await readAll(body);
  const etag = answer.headers.get("etag");
  if (etag !== undefined) {
    answer.headers.delete("ETag");
    if (!etag.startsWith("W/")) answer.headers.append("ETag", `W/${etag}`);
  }
  answer.length = undefined;
  answer.ranges = false;
  answer.headers.append("Content-Encoding", "gzip");
  return gzipSync(bytes, { level: level as 1, mtime: 0 });
}

/** A request that came through a proxy (`Via`) is compressed for as `gzip_proxied` says: not at all by itself. */
function allowedFor(x: Exchange): boolean {
  if (!x.head.headers.has("via")) return true;
  return (setting(x.block, "gzip_proxied") ?? []).includes("any");
}
