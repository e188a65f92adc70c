import { CliError } from "../../../command.ts";

/** A value of `--volume`. Without `source` it names a place in the container for an anonymous volume. */
export interface VolumeSpec {
  readonly source: string;
  readonly isPath: boolean;
}

/**
 * Takes `[SOURCE:]TARGET[:OPTIONS]` apart as far as the client does: sections between colons must not be empty and there
 * are three at most. A single letter before a colon is a Windows drive. What the sections say is the daemon's to check.
 */
export function parseVolume(spec: string): VolumeSpec {
  if (spec === "") throw new CliError("invalid empty volume spec");
  if ([...spec].length <= 2) return { source: "", isPath: false };
  const sections: string[] = [];
  let section = "";
  for (const char of [...spec, undefined]) {
    if (char === ":" && /^\p{L}$/u.test(section)) section += char;
    else if (char === ":" || char === undefined) {
      if (section === "") throw new CliError(`invalid spec: ${spec}: empty section between colons`);
      if (sections.length === 2 && char === ":") throw new CliError(`invalid spec: ${spec}: too many colons`);
      sections.push(section);
      section = "";
    } else section += char;
  }
  const source = sections.length > 1 ? (sections[0] ?? "") : "";
  return { source, isPath: /^[./~]|^\\\\|^\p{L}:/u.test(source) };
}
