import { InvalidParameter } from "./errors.ts";

const SYSTEMS = new Set([
  ..."aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos".split(
    " ",
  ),
]);
const ARCHITECTURES = new Set([
  ..."386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le".split(" "),
  ..."ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm".split(" "),
]);
const ALIASES = new Map([
  ["x86_64", "amd64"],
  ["x86-64", "amd64"],
  ["aarch64", "arm64"],
  ["armhf", "arm"],
  ["armel", "arm"],
  ["i386", "386"],
  ["i486", "386"],
  ["i586", "386"],
  ["i686", "386"],
  ["macos", "darwin"],
]);

const COMPONENT = "^[A-Za-z0-9_.-]+$";
const SYSTEM = "^([A-Za-z0-9_-]+)(?:\\(([A-Za-z0-9_.%-]*)((?:\\+[A-Za-z0-9_.%-]+)*)\\))?$";

/**
 * `linux/amd64` of a platform as typed: names in their usual form, the variant as it was given; an architecture or system
 * alone is completed. Throws InvalidParameter.
 */
export function parsePlatform(text: string): string {
  const wrong = (what: string) => new InvalidParameter(`${what}: invalid argument`);
  const given = text.split("/");
  if (given.length > 3) throw wrong(`"${text}": cannot parse platform specifier`);
  for (const [i, part] of given.entries()) {
    if (new RegExp(i === 0 ? SYSTEM : COMPONENT).test(part)) continue;
    throw wrong(
      `"${part}" is an invalid ${i === 0 ? "OS " : ""}component of "${text}": ${i === 0 ? "OSAndVersion" : "platform"} specifier component must match ${JSON.stringify(i === 0 ? SYSTEM : COMPONENT)}`,
    );
  }
  const [first = "", second, third] = given.map((p) => ALIASES.get(p.toLowerCase()) ?? p.toLowerCase());
  if (second !== undefined) return `${first}/${second}${third === undefined ? "" : `/${third}`}`;
  if (SYSTEMS.has(first)) return `${first}/amd64`;
  if (ARCHITECTURES.has(first)) return `linux/${first}`;
  throw wrong(`"${text}": unknown operating system or architecture`);
}

/** A parsed platform without the variant that goes without saying: arm64's v8 and arm's v7. */
export function withoutUsualVariant(platform: string): string {
  return platform.replace(/\/arm64\/v8$/, "/arm64").replace(/\/arm\/v7$/, "/arm");
}

/** The words for an image that has another platform than the one asked for; undefined when it has that. */
export function platformMismatch(
  reference: string,
  own: { readonly os: string; readonly architecture: string; readonly variant?: string },
  wanted: string,
): string | undefined {
  const platform = `${own.os}/${own.architecture}${own.variant ? `/${own.variant}` : ""}`;
  if (withoutUsualVariant(platform) === withoutUsualVariant(wanted)) return undefined;
  return `image with reference ${reference} was found but its platform (${platform}) does not match the specified platform (${wanted})`;
}
