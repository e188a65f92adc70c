import { sha256Hex } from "../../../std/digest.ts";
import { patternOf } from "./context.ts";
import { RedisError } from "./database.ts";
import { containers, type Facts, facts } from "./facts.ts";

/** A pattern of keys, and what may be done with those that fit. */
interface KeyRule {
  readonly pattern: string;
  readonly read: boolean;
  readonly write: boolean;
}

export interface User {
  readonly name: string;
  on: boolean;
  nopass: boolean;
  /** SHA-256 in hex. */
  passwords: Set<string>;
  keys: KeyRule[];
  channels: string[];
  /** What the commands are made of, in order: `-@all`, `+get`, `+@read`. */
  commands: string[];
}

const CATEGORIES =
  "keyspace read write set sortedset list hash string bitmap hyperloglog geo stream pubsub admin fast slow blocking dangerous connection transaction scripting".split(
    " ",
  );

export const aclCategories = (): readonly string[] => CATEGORIES;

export const inCategory = (found: Facts, category: string): boolean => found.categories.includes(category);

const newUser = (name: string): User => ({
  name,
  on: false,
  nopass: false,
  passwords: new Set(),
  keys: [],
  channels: [],
  commands: ["-@all"],
});

/** Who may use the server, and what for (ACL). */
export class Users {
  private readonly users = new Map<string, User>();

  constructor(password: string) {
    const standard = newUser("default");
    for (const rule of ["on", "nopass", "~*", "&*", "+@all"]) change(standard, rule);
    this.users.set("default", standard);
    this.setPassword(password);
  }

  get standard(): User {
    return this.users.get("default") ?? newUser("default");
  }

  /** `requirepass` is the standard user's password. */
  setPassword(password: string): void {
    change(this.standard, "resetpass");
    change(this.standard, password === "" ? "nopass" : `>${password}`);
  }

  get(name: string): User | undefined {
    return this.users.get(name);
  }

  names(): string[] {
    return [...this.users.keys()].sort();
  }

  all(): User[] {
    return this.names().flatMap((name) => this.users.get(name) ?? []);
  }

  delete(name: string): boolean {
    return this.users.delete(name);
  }

  /** ACL SETUSER. Throws when a rule is wrong; nothing is changed then. */
  set(name: string, rules: readonly string[]): void {
    const old = this.users.get(name);
    const draft = old ? { ...old, passwords: new Set(old.passwords) } : newUser(name);
    for (const rule of rules) {
      const problem = change(draft, rule);
      if (problem) throw new RedisError(`ERR Error in ACL SETUSER modifier '${rule}': ${problem}`);
    }
    if (old) Object.assign(old, draft);
    else this.users.set(name, draft);
  }

  /** Whether the password is this user's. */
  check(name: string, password: string): User | undefined {
    const user = this.users.get(name);
    if (!user?.on) return undefined;
    return user.nopass || user.passwords.has(sha256Hex(password)) ? user : undefined;
  }
}

/** Carries one rule out; what is wrong with it. */
function change(u: User, rule: string): string | undefined {
  const word = rule.toLowerCase();
  switch (word) {
    case "on":
    case "off":
      u.on = word === "on";
      return undefined;
    case "nopass":
      u.nopass = true;
      u.passwords.clear();
      return undefined;
    case "resetpass":
      u.nopass = false;
      u.passwords.clear();
      return undefined;
    case "allkeys":
    case "~*":
      u.keys = [{ pattern: "*", read: true, write: true }];
      return undefined;
    case "resetkeys":
      u.keys = [];
      return undefined;
    case "allchannels":
    case "&*":
      u.channels = ["*"];
      return undefined;
    case "resetchannels":
      u.channels = [];
      return undefined;
    case "allcommands":
    case "+@all":
      u.commands = ["+@all"];
      return undefined;
    case "nocommands":
    case "-@all":
      u.commands = ["-@all"];
      return undefined;
    case "sanitize-payload":
    case "skip-sanitize-payload":
      return undefined;
    case "reset":
      Object.assign(u, newUser(u.name));
      return undefined;
  }
  const rest = rule.slice(1);
  const keys = /^%([rw]{1,2})~(.*)$/i.exec(rule);
  if (rule.startsWith("~") || keys) {
    const kinds = keys?.[1]?.toUpperCase() ?? "RW";
    u.keys.push({ pattern: keys?.[2] ?? rest, read: kinds.includes("R"), write: kinds.includes("W") });
  } else if (rule.startsWith("&")) u.channels.push(rest);
  else if (rule.startsWith(">")) {
    u.passwords.add(sha256Hex(rest));
    u.nopass = false;
  } else if (rule.startsWith("<")) {
    if (!u.passwords.delete(sha256Hex(rest)))
      return "The password you are trying to remove from the user does not exist";
  } else if (/^[#!]/.test(rule)) {
    if (!/^[0-9a-f]{64}$/.test(rest))
      return "The password hash must be exactly 64 characters and contain only lowercase hexadecimal characters";
    if (rule.startsWith("#")) u.passwords.add(rest);
    else u.passwords.delete(rest);
  } else if (/^[+-]/.test(word)) return command(u, word);
  else return "Syntax error";
  return undefined;
}

function command(u: User, rule: string): string | undefined {
  const name = rule.slice(1);
  const known = name.startsWith("@") ? CATEGORIES.includes(name.slice(1)) : facts.has(name.replace("|", " "));
  if (!known) return "Unknown command or category name in ACL";
  u.commands = [...u.commands.filter((c) => c.slice(1) !== name), rule];
  return undefined;
}

/** Whether the rules allow a command; the last one that fits decides. */
export function mayRun(u: User, found: Facts): boolean {
  let allowed = false;
  const own = found.name.replace(" ", "|");
  for (const rule of u.commands) {
    const name = rule.slice(1);
    const fits = name.startsWith("@")
      ? name === "@all" || inCategory(found, name.slice(1))
      : name === own || (containers.has(name) && found.name.startsWith(`${name} `));
    if (fits) allowed = rule.startsWith("+");
  }
  return allowed || found.flags.has("no_auth");
}

/** Whether the user may do this with a key. */
export function mayTouch(u: User, key: string, found: Facts): boolean {
  const write = found.flags.has("write");
  return u.keys.some((k) => (write ? k.write : k.read) && patternOf(k.pattern).test(key));
}

export const mayHear = (u: User, channel: string, pattern: boolean): boolean =>
  u.channels.some((c) => (pattern ? c === "*" || c === channel : patternOf(c).test(channel)));

export function keyRules(u: User): string {
  return u.keys
    .map((k) => `${k.read && k.write ? "" : `%${k.read ? "R" : ""}${k.write ? "W" : ""}`}~${k.pattern}`)
    .join(" ");
}

export const channelRules = (u: User): string => u.channels.map((c) => `&${c}`).join(" ");

/** The user as ACL LIST and an ACL file have it. */
export function described(u: User): string {
  const channels = u.channels.includes("*")
    ? "&*"
    : ["resetchannels", channelRules(u)].filter((w) => w !== "").join(" ");
  return [
    "user",
    u.name,
    u.on ? "on" : "off",
    ...(u.nopass ? ["nopass"] : []),
    "sanitize-payload",
    ...[...u.passwords].map((hash) => `#${hash}`),
    keyRules(u),
    channels,
    u.commands.join(" "),
  ]
    .filter((w) => w !== "")
    .join(" ");
}
