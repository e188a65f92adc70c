import type { DockerfileError } from "./error.ts";
import type { Heredoc } from "./lines.ts";
import type { InstructionNode } from "./node.ts";

/** A command in its shell form (one text for the shell) or its exec form (words). */
export type CommandLine =
  | { readonly form: "shell"; readonly text: string; readonly heredocs: readonly Heredoc[] }
  | { readonly form: "exec"; readonly words: readonly string[] };

export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

export interface RunMount {
  /** The flag's value as written, for messages. */
  readonly written: string;
  readonly type: "bind" | "cache" | "tmpfs" | "secret" | "ssh";
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly from: string | undefined;
  readonly id: string | undefined;
  readonly env: string | undefined;
  readonly readOnly: boolean | undefined;
  readonly required: boolean;
  readonly sharing: "shared" | "private" | "locked" | undefined;
  readonly mode: number | undefined;
  readonly uid: number | undefined;
  readonly gid: number | undefined;
  readonly size: number | undefined;
}

interface CopyLike {
  readonly sources: readonly string[];
  readonly heredocs: readonly Heredoc[];
  readonly destination: string;
  readonly from: string | undefined;
  readonly chown: string | undefined;
  readonly chmod: string | undefined;
  readonly link: boolean;
  readonly parents: boolean;
  readonly exclude: readonly string[];
}

export interface HealthcheckOptions {
  /** Nanoseconds. */
  readonly interval: number | undefined;
  readonly timeout: number | undefined;
  readonly startPeriod: number | undefined;
  readonly startInterval: number | undefined;
  readonly retries: number | undefined;
}

/** An instruction as what it is; variables are not expanded yet. */
export type Instruction = { readonly node: InstructionNode } & (
  | {
      readonly kind: "FROM";
      readonly image: string;
      readonly stage: string | undefined;
      readonly platform: string | undefined;
    }
  | { readonly kind: "ARG"; readonly args: readonly { readonly key: string; readonly value: string | undefined }[] }
  | { readonly kind: "ENV" | "LABEL"; readonly pairs: readonly KeyValue[]; readonly legacy: boolean }
  | {
      readonly kind: "RUN";
      readonly command: CommandLine;
      readonly mounts: readonly RunMount[];
      /** What is wrong with a `--mount`. */
      readonly mistake?: DockerfileError;
      readonly network: "default" | "none" | "host";
    }
  | ({ readonly kind: "COPY" } & CopyLike)
  | ({
      readonly kind: "ADD";
      readonly checksum: string | undefined;
      readonly keepGitDir: boolean;
      readonly unpack: boolean | undefined;
    } & CopyLike)
  | { readonly kind: "WORKDIR" | "USER" | "STOPSIGNAL" | "MAINTAINER"; readonly value: string }
  | { readonly kind: "EXPOSE" | "VOLUME"; readonly values: readonly string[] }
  | { readonly kind: "CMD" | "ENTRYPOINT"; readonly command: CommandLine }
  | { readonly kind: "SHELL"; readonly words: readonly string[] }
  | { readonly kind: "HEALTHCHECK"; readonly check: CommandLine | "none"; readonly options: HealthcheckOptions }
  | { readonly kind: "ONBUILD"; readonly expression: string }
);

export type InstructionOf<K extends Instruction["kind"]> = Extract<Instruction, { kind: K }>;
