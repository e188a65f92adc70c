import { file } from "../../filesystem/tree.ts";
import { checksum } from "../checksum.ts";
import type { BuildContext } from "../context.ts";
import type { InstructionOf } from "../dockerfile/instruction.ts";
import { isDocumentAlone } from "../title.ts";

/** Where a document that names its interpreter stands while it runs. */
export const PIPES = "/dev/pipes";

export function isProgram(content: string): boolean {
  return content.startsWith("#!");
}

/** The document of `RUN <<EOT` that says `#!` which program reads it. */
export function programDocument({ command }: InstructionOf<"RUN">): { name: string; content: string } | undefined {
  const document = isDocumentAlone(command) && command.form === "shell" ? command.heredocs[0] : undefined;
  return document && isProgram(document.content) ? document : undefined;
}

/** A document is a step of its own; it is told as cached where it has to be given again and is known. */
export function tellDocument(build: BuildContext, name: string, content: string, used: boolean): void {
  const key = `${name} ${checksum(file(content, { mode: 0o644 }))}`;
  if (build.told.has(key)) return;
  build.told.add(key);
  const vertex = build.progress.start("[internal] preparing inline document");
  if (used && build.cache.documents.has(key)) vertex.cached();
  else vertex.done();
  build.cache.documents.add(key);
}
