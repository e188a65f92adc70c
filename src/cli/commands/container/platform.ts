import { CliError } from "../../command.ts";
import { goQuote } from "../../grammar/parse.ts";

const SYSTEMS = new Set([
  "aix",
  "android",
  "darwin",
  "dragonfly",
  "freebsd",
  "hurd",
  "illumos",
  "ios",
  "js",
  "linux",
  "nacl",
  "netbsd",
  "openbsd",
  "plan9",
  "solaris",
  "windows",
  "zos",
]);

const ARCHITECTURES = new Set([
  "386",
  "aarch64",
  "amd64",
  "amd64p32",
  "arm",
  "arm64",
  "armbe",
  "armhf",
  "armel",
  "i386",
  "i486",
  "i586",
  "i686",
  "loong64",
  "mips",
  "mips64",
  "mips64le",
  "mipsle",
  "ppc",
  "ppc64",
  "ppc64le",
  "riscv",
  "riscv64",
  "s390",
  "s390x",
  "sparc",
  "sparc64",
  "wasm",
  "x86_64",
  "x86-64",
]);

const PART = "^[A-Za-z0-9_.-]+$";

/** A value of `--platform`: `os[/arch[/variant]]`, or an architecture alone. Gives it back; throws CliError. */
export function checkPlatform(platform: string): string {
  if (platform === "") return "";
  const wrong = (what: string) => new CliError(`error parsing specified platform: ${what}: invalid argument`);
  const parts = platform.split("/");
  for (const part of parts) {
    if (new RegExp(PART).test(part)) continue;
    throw wrong(
      `${goQuote(part)} is an invalid component of ${goQuote(platform)}: platform specifier component must match ${goQuote(PART)}`,
    );
  }
  const known = (set: ReadonlySet<string>) => set.has(parts[0]?.toLowerCase() ?? "");
  if (parts.length > 3) throw wrong(`${goQuote(platform)}: cannot parse platform specifier`);
  if (parts.length === 1 && !known(SYSTEMS) && !known(ARCHITECTURES)) {
    throw wrong(`${goQuote(platform)}: unknown operating system or architecture`);
  }
  return platform;
}
