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
  ["macos", "darwin"],
]);

/** `linux/amd64` of a platform as typed; an architecture or system alone is completed. Throws InvalidParameter. */
export function parsePlatform(text: string): string {
  const parts = text.split("/").map((p) => ALIASES.get(p.toLowerCase()) ?? p.toLowerCase());
  for (const part of parts) {
    if (!/^[A-Za-z0-9_.-]+$/.test(part)) {
      throw new InvalidParameter(
        `"${text}" is an invalid component of "${text}": platform specifier component must match "^[A-Za-z0-9_.-]+$": invalid argument`,
      );
    }
  }
  const [first = "", second, third] = parts;
  if (parts.length > 3) throw new InvalidParameter(`"${text}": cannot parse platform specifier: invalid argument`);
  if (second !== undefined) {
    const variant = third !== undefined && !(second === "arm64" && third === "v8") ? `/${third}` : "";
    return `${first}/${second}${variant}`;
  }
  if (SYSTEMS.has(first)) return `${first}/amd64`;
  if (ARCHITECTURES.has(first)) return `linux/${first}`;
  throw new InvalidParameter(`"${text}": unknown operating system or architecture: invalid argument`);
}
