import { DIGEST_LENGTH, IDENTIFIER, MAX_PATH, REFERENCE } from "./grammar.ts";

/** The domain of Docker Hub, the default one. */
export const DOCKER_HUB = "docker.io";
const LEGACY_HUB = "index.docker.io";
const OFFICIAL = "library/";
export const DEFAULT_TAG = "latest";

/** An image's full name: always with its domain, on the Hub always with a namespace. */
export interface Reference {
  /** `docker.io`, `localhost:5000`. */
  readonly domain: string;
  /** `library/nginx`, `student/app`. */
  readonly path: string;
  readonly tag?: string;
  /** `sha256:…`. */
  readonly digest?: string;
}

/** A text that is no image name; `message` is what Docker prints. */
export class InvalidReference extends Error {
  override readonly name = "InvalidReference";
}

/**
 * Reads a name as typed: `nginx` is `docker.io/library/nginx`, `student/app` is `docker.io/student/app`. The first part
 * is a domain when it is `localhost`, holds a `.` or a `:`, or an upper-case letter. Throws InvalidReference.
 */
export function parseNormalized(text: string): Reference {
  if (IDENTIFIER.test(text)) {
    throw new InvalidReference(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const [domain, rest] = splitDomain(text);
  const name = rest.split(":", 1)[0] ?? "";
  if (name.toLowerCase() !== name) {
    throw new InvalidReference(`invalid reference format: repository name (${name}) must be lowercase`);
  }
  const match = REFERENCE.exec(`${domain}/${rest}`);
  const path = match?.[2];
  // The domain was split off already: a match without one, or with another, means that it is no domain.
  if (!match || path === undefined || match[1] !== domain) throw new InvalidReference("invalid reference format");
  if (path.length > MAX_PATH) {
    throw new InvalidReference(`repository name must not be more than ${MAX_PATH} characters`);
  }
  const [, , , tag, digest] = match;
  if (digest !== undefined) checkDigest(digest);
  return { domain, path, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** Whether the text is a whole image id (64 hex digits, without `sha256:`). */
export function isIdentifier(text: string): boolean {
  return IDENTIFIER.test(text);
}

/** The reference with `:latest` when it has neither tag nor digest. */
export function withDefaultTag(ref: Reference): Reference {
  return ref.tag === undefined && ref.digest === undefined ? { ...ref, tag: DEFAULT_TAG } : ref;
}

/** The name as Docker shows it: `nginx`, `student/app`, `localhost:5000/app`. */
export function familiarName(ref: Reference): string {
  if (ref.domain !== DOCKER_HUB) return fullName(ref);
  const short = ref.path.startsWith(OFFICIAL) ? ref.path.slice(OFFICIAL.length) : ref.path;
  return short.includes("/") ? ref.path : short;
}

/** The familiar name with tag and digest. */
export function familiarString(ref: Reference): string {
  return familiarName(ref) + suffix(ref);
}

/** The full name: `docker.io/library/nginx`. */
export function fullName(ref: Reference): string {
  return `${ref.domain}/${ref.path}`;
}

/** The full name with tag and digest. */
export function fullString(ref: Reference): string {
  return fullName(ref) + suffix(ref);
}

function suffix(ref: Reference): string {
  return `${ref.tag === undefined ? "" : `:${ref.tag}`}${ref.digest === undefined ? "" : `@${ref.digest}`}`;
}

function splitDomain(text: string): [domain: string, rest: string] {
  const slash = text.indexOf("/");
  if (slash < 0) return [DOCKER_HUB, OFFICIAL + text];
  const first = text.slice(0, slash);
  const isDomain = first === "localhost" || /[.:]/.test(first) || first.toLowerCase() !== first;
  const domain = !isDomain || first === LEGACY_HUB ? DOCKER_HUB : first;
  const rest = isDomain ? text.slice(slash + 1) : text;
  return [domain, domain === DOCKER_HUB && !rest.includes("/") ? OFFICIAL + rest : rest];
}

function checkDigest(digest: string): void {
  const [algorithm = "", digits = ""] = digest.split(":");
  const length = DIGEST_LENGTH.get(algorithm);
  if (length === undefined) throw new InvalidReference("unsupported digest algorithm");
  if (digits.length !== length) throw new InvalidReference("invalid checksum digest length");
  if (!/^[a-f0-9]*$/.test(digits)) throw new InvalidReference("invalid checksum digest format");
}
