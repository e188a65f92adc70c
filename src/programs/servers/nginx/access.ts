import { fromBase64 } from "../../../std/base64.ts";
import { decode } from "../../../std/text.ts";
import { complain, type Exchange } from "./exchange.ts";
import type { Outcome } from "./outcome.ts";
import { type Block, setting } from "./parse.ts";

/** `allow` and `deny` in their order; the first that fits decides. */
export async function allowed(x: Exchange): Promise<Outcome | undefined> {
  for (let b: Block | undefined = limited(x) ?? x.block; b; b = b.parent) {
    const rules = b.directives.filter((d) => d.name === "allow" || d.name === "deny");
    if (rules.length === 0) continue;
    const rule = rules.find((d) => d.args[0] === "all" || inRange(x.connection.remote.address, d.args[0] ?? ""));
    if (rule?.name !== "deny") return undefined;
    await complain(x, "error", "access forbidden by rule");
    return { status: 403 };
  }
  return undefined;
}

/** The `limit_except` of the location, when the method is none of those that it lets through. GET stands for HEAD too. */
export function limited(x: Exchange): Block | undefined {
  const d = x.block.directives.find((e) => e.name === "limit_except");
  const methods = d?.args.map((a) => a.toUpperCase()) ?? [];
  if (methods.includes("GET")) methods.push("HEAD");
  return d?.block && !methods.includes(x.method) ? d.block : undefined;
}

function inRange(address: string, range: string): boolean {
  const [base = "", bits = "32"] = range.split("/");
  if (address.includes(":") || base.includes(":")) return address === base;
  const number = (text: string) => text.split(".").reduce((n, part) => n * 256 + Number(part), 0);
  const size = 2 ** (32 - Number(bits));
  return Math.floor(number(address) / size) === Math.floor(number(base) / size);
}

/** `auth_basic` against a password file. Only plain and {PLAIN} passwords are understood. */
export async function authorised(x: Exchange): Promise<Outcome | undefined> {
  const realm = setting(x.block, "auth_basic")?.[0];
  if (realm === undefined || realm === "off") return undefined;
  const demand: Outcome = { status: 401, extra: [["WWW-Authenticate", `Basic realm="${realm}"`]] };
  const given = /^Basic (.+)$/i.exec(x.head.headers.get("authorization") ?? "")?.[1];
  if (given === undefined) {
    await complain(x, "info", "no user/password was provided for basic authentication");
    return demand;
  }
  const [user = "", ...rest] = decode(fromBase64(given) ?? new Uint8Array(0)).split(":");
  const password = rest.join(":");
  // The log names who asked, let in or not.
  x.user = user;
  const file = setting(x.block, "auth_basic_user_file")?.[0] ?? "";
  const path = file.startsWith("/") ? file : `/etc/nginx/${file}`;
  let entry: string | undefined;
  try {
    entry = x.p.files
      .readText(path)
      .split("\n")
      .find((line) => line.startsWith(`${user}:`));
  } catch {
    await complain(x, "error", `open() "${path}" failed (2: No such file or directory)`);
    return { status: 403 };
  }
  if (entry === undefined) {
    await complain(x, "error", `user "${user}" was not found in "${path}"`);
    return demand;
  }
  const kept = entry.slice(user.length + 1).split(":")[0] ?? "";
  if (kept.startsWith("$") || (kept.startsWith("{") && !kept.startsWith("{PLAIN}"))) {
    await complain(x, "error", "drydock: only {PLAIN} passwords of auth_basic_user_file are simulated");
    return { status: 500 };
  }
  if (kept.replace(/^\{PLAIN\}/, "") !== password) {
    await complain(x, "error", `user "${user}": password mismatch`);
    return demand;
  }
  return undefined;
}
