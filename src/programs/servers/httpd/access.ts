import { type Answer, type Ask, lastOf } from "./ask.ts";
import { authenticated } from "./auth.ts";
import type { Line } from "./config.ts";
import { condition } from "./expression.ts";
import { page } from "./pages.ts";

/** What stands against a request; undefined when it may pass. */
export async function refused(a: Ask): Promise<Answer | undefined> {
  const old = oldRules(a);
  if (old === false) {
    await a.complain("access_compat", "error", `AH01797: client denied by server configuration: ${a.file}`);
    return await page(a, 403);
  }
  const rules = requirements(a);
  if (!rules) return undefined;
  if (needsUser(rules) && lastOf(a, "authtype") !== undefined) {
    const who = await authenticated(a);
    if (who === null) return await page(a, 500);
    // A rule that asks for no user may let the request pass without one.
    if (who === undefined) return any(rules, a) ? undefined : await unauthorized(a);
    a.user = who;
    if (any(rules, a)) return undefined;
    await a.complain("authz_core", "error", `AH01631: user ${who}: authorization failure for "${a.uri}": `);
    return await unauthorized(a);
  }
  if (any(rules, a)) return undefined;
  await a.complain("authz_core", "error", `AH01630: client denied by server configuration: ${a.file}`);
  return await page(a, 403);
}

async function unauthorized(a: Ask): Promise<Answer> {
  const realm = lastOf(a, "authname")?.args[0] ?? "";
  return await page(a, 401, undefined, [["WWW-Authenticate", `Basic realm="${realm}"`]]);
}

const isRule = (l: Line) => /^(require|<requireall|<requireany|<requirenone)$/.test(l.name);

/** The rules of the last section that has any: they take the place of those before. */
function requirements(a: Ask): readonly Line[] | undefined {
  const group = a.groups.findLast((g) => g.lines.some(isRule));
  return group?.lines.filter(isRule);
}

const needsUser = (rules: readonly Line[]): boolean =>
  rules.some((l) => (l.name === "require" ? /^(valid-user|user|group)$/i.test(l.args[0] ?? "") : needsUser(l.inside)));

const any = (rules: readonly Line[], a: Ask): boolean => rules.some((l) => holds(l, a));

function holds(l: Line, a: Ask): boolean {
  const inside = l.inside.filter(isRule);
  if (l.name === "<requireany") return any(inside, a);
  if (l.name === "<requirenone") return !any(inside, a);
  if (l.name === "<requireall") return inside.every((x) => holds(x, a));
  const not = /^not$/i.test(l.args[0] ?? "");
  const [what = "", ...args] = not ? l.args.slice(1) : l.args;
  return provided(what.toLowerCase(), args, a) !== not;
}

function provided(what: string, args: readonly string[], a: Ask): boolean {
  const { address } = a.client;
  switch (what) {
    case "all":
      return /^granted$/i.test(args[0] ?? "");
    case "local":
      return address.startsWith("127.") || address === "::1";
    case "ip":
      return args.some((x) => within(address, x));
    case "host":
    case "forward-dns":
      return args.some((x) => x === address || (x === "localhost" && address.startsWith("127.")));
    case "method":
      return args.some(
        (m) => m.toUpperCase() === a.head.method || (m.toUpperCase() === "GET" && a.head.method === "HEAD"),
      );
    case "env":
      return args.some((e) => a.env.has(e));
    case "expr":
      return condition(args.join(" "), a);
    case "valid-user":
      return a.user !== undefined;
    case "user":
      return a.user !== undefined && args.includes(a.user);
    case "group":
      return a.user !== undefined && inGroup(a, args);
    default:
      return false;
  }
}

function inGroup(a: Ask, groups: readonly string[]): boolean {
  const file = lastOf(a, "authgroupfile")?.args[0];
  if (file === undefined || !a.p.files.exists(file)) return false;
  return a.p.files
    .readText(file)
    .split("\n")
    .some((line) => {
      const [name = "", members = ""] = line.split(":");
      return (
        groups.includes(name.trim()) &&
        members
          .trim()
          .split(/\s+/)
          .includes(a.user ?? "")
      );
    });
}

const bits = (address: string) => address.split(".").reduce((n, x) => n * 256 + Number(x), 0);

/** `10.1`, `10.0.0.0/8`, `10.0.0.0/255.0.0.0` or a whole address. */
function within(address: string, range: string): boolean {
  if (!range.includes("/")) return address === range || address.startsWith(range.endsWith(".") ? range : `${range}.`);
  const [base = "", mask = ""] = range.split("/");
  if (base.includes(":") || address.includes(":")) return base === address;
  const size = mask.includes(".") ? 2 ** 32 - bits(mask) : 2 ** (32 - Number(mask));
  return Math.floor(bits(address) / size) === Math.floor(bits(base) / size);
}

/** Order, Allow and Deny of version 2.2; undefined where none of them stands. */
function oldRules(a: Ask): boolean | undefined {
  const group = a.groups.findLast((g) => g.lines.some((l) => /^(order|allow|deny)$/.test(l.name)));
  if (!group) return undefined;
  const allowFirst = /^allow,deny$/i.test(
    group.lines
      .filter((l) => l.name === "order")
      .at(-1)
      ?.args.join("") ?? "deny,allow",
  );
  const fits = (name: string) =>
    group.lines.some(
      (l) =>
        l.name === name &&
        l.args
          .slice(1)
          .some(
            (x) => /^all$/i.test(x) || within(a.client.address, x) || (x.startsWith("env=") && a.env.has(x.slice(4))),
          ),
    );
  const [allowed, denied] = [fits("allow"), fits("deny")];
  return allowFirst ? allowed && !denied : allowed || !denied;
}
