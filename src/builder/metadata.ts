import { durationString } from "../std/duration.ts";
import { absolute } from "./copy.ts";
import { DockerfileError } from "./dockerfile/error.ts";
import type { CommandLine, Instruction } from "./dockerfile/instruction.ts";
import type { Expansion } from "./dockerfile/words.ts";
import { exposedPorts } from "./exposed-ports.ts";
import { metadataStep, setEnv } from "./image-config.ts";
import { newWorkingDir, type StageState } from "./state.ts";
import { expand, expandSplit } from "./variables.ts";

/** Go's %q of a list: `["sh" "-c" "x"]`. */
function goList(words: readonly string[]): string {
  return `[${words.map((w) => JSON.stringify(w)).join(" ")}]`;
}

/** Words of a command line: the shell form is given to the shell. */
export function commandWords(command: CommandLine, shell: readonly string[]): readonly string[] {
  return command.form === "exec" ? command.words : [...shell, command.text];
}

/** Does an instruction that changes only the image's configuration. False for those that make a layer. */
export function applyMetadata(state: StageState, instruction: Instruction, expansion: Expansion): boolean {
  const { draft, variables } = state;
  const { config } = draft;
  const range = instruction.node.range;
  switch (instruction.kind) {
    case "ARG": {
      const shown = instruction.args.map(({ key, value }) => {
        const name = expand(key, expansion, instruction);
        const fallback = value === undefined ? undefined : expand(value, expansion, instruction);
        const now = variables.declare(name, fallback);
        return now === undefined ? name : `${name}=${now}`;
      });
      metadataStep(draft, `ARG ${shown.join(" ")}`);
      return true;
    }
    case "ENV": {
      // All values see the environment as it was before the instruction.
      const pairs = instruction.pairs.map(
        ({ key, value }) => [expand(key, expansion, instruction), expand(value, expansion, instruction)] as const,
      );
      for (const [key, value] of pairs) {
        variables.setEnv(key, value);
        config.Env = setEnv(config.Env, key, value);
      }
      metadataStep(draft, `ENV ${pairs.map(([k, v]) => `${k}=${v}`).join(" ")}`);
      return true;
    }
    case "LABEL": {
      const pairs = instruction.pairs.map(
        ({ key, value }) => [expand(key, expansion, instruction), expand(value, expansion, instruction)] as const,
      );
      config.Labels = { ...config.Labels, ...Object.fromEntries(pairs) };
      metadataStep(draft, `LABEL ${pairs.map(([k, v]) => `${k}=${v}`).join(" ")}`);
      return true;
    }
    case "WORKDIR": {
      // The root is there: nothing is made, so that is no step. Elsewhere it is.
      const path = newWorkingDir(expand(instruction.value, expansion, instruction), state);
      if (absolute(path) !== "/") return false;
      config.WorkingDir = path;
      state.workdirSet = true;
      metadataStep(draft, `WORKDIR ${path}`);
      return true;
    }
    case "USER": {
      config.User = expand(instruction.value, expansion, instruction);
      metadataStep(draft, `USER ${config.User}`);
      return true;
    }
    case "EXPOSE": {
      const ports = instruction.values
        .flatMap((v) => expandSplit(v, expansion, instruction))
        .sort()
        .flatMap((v) => exposedPorts(v, range));
      config.ExposedPorts = { ...config.ExposedPorts };
      for (const p of ports) config.ExposedPorts[p] = {};
      metadataStep(draft, `EXPOSE [${[...new Set(ports)].join(" ")}]`);
      return true;
    }
    case "VOLUME": {
      const volumes = instruction.values.map((v) => expand(v, expansion, instruction));
      config.Volumes = { ...config.Volumes };
      for (const v of volumes) config.Volumes[v] = {};
      metadataStep(draft, `VOLUME [${volumes.join(" ")}]`);
      return true;
    }
    case "STOPSIGNAL": {
      const signal = expand(instruction.value, expansion, instruction);
      if (!validSignal(signal)) throw new DockerfileError(`invalid signal: ${signal}`, range);
      config.StopSignal = signal;
      metadataStep(draft, `STOPSIGNAL ${signal}`);
      return true;
    }
    case "SHELL": {
      state.shell = instruction.words;
      config.Shell = [...instruction.words];
      metadataStep(draft, `SHELL [${instruction.words.join(" ")}]`);
      return true;
    }
    case "CMD":
    case "ENTRYPOINT": {
      const words = [...commandWords(instruction.command, state.shell)];
      if (instruction.kind === "CMD") {
        config.Cmd = words.length ? words : null;
        config.ArgsEscaped = true;
        state.cmdSet = true;
      } else {
        config.Entrypoint = words.length ? words : null;
        // A new entry point makes the base's command meaningless.
        if (!state.cmdSet) config.Cmd = null;
      }
      metadataStep(draft, `${instruction.kind} ${goList(words)}`);
      return true;
    }
    case "HEALTHCHECK": {
      const { check, options } = instruction;
      const test =
        check === "none" ? ["NONE"] : check.form === "exec" ? ["CMD", ...check.words] : ["CMD-SHELL", check.text];
      config.Healthcheck = {
        Test: test,
        ...(options.interval ? { Interval: options.interval } : {}),
        ...(options.timeout ? { Timeout: options.timeout } : {}),
        ...(options.startPeriod ? { StartPeriod: options.startPeriod } : {}),
        ...(options.startInterval ? { StartInterval: options.startInterval } : {}),
        ...(options.retries ? { Retries: options.retries } : {}),
      };
      metadataStep(draft, `HEALTHCHECK ${healthText(config.Healthcheck)}`);
      return true;
    }
    case "ONBUILD":
      config.OnBuild = [...(config.OnBuild ?? []), instruction.expression];
      return true;
    case "MAINTAINER":
      draft.author = expand(instruction.value, expansion, instruction);
      metadataStep(draft, `MAINTAINER ${draft.author}`);
      return true;
    default:
      return false;
  }
}

/** A health check as Go prints its struct. */
function healthText(h: {
  Test?: string[];
  Interval?: number;
  Timeout?: number;
  StartPeriod?: number;
  StartInterval?: number;
  Retries?: number;
}): string {
  const span = (ns = 0) => (ns === 0 ? "0s" : durationString(ns));
  return `&{${goList(h.Test ?? [])} "${span(h.Interval)}" "${span(h.Timeout)}" "${span(h.StartPeriod)}" "${span(h.StartInterval)}" ${quotedRune(h.Retries ?? 0)}}`;
}

/** A number as Go quotes the character that it stands for: 3 is `'\x03'`. */
function quotedRune(code: number): string {
  const named: Readonly<Record<number, string>> = {
    7: "\\a",
    8: "\\b",
    9: "\\t",
    10: "\\n",
    11: "\\v",
    12: "\\f",
    13: "\\r",
    39: "\\'",
    92: "\\\\",
  };
  const plain = code < 32 || code === 127 ? `\\x${code.toString(16).padStart(2, "0")}` : String.fromCodePoint(code);
  return `'${named[code] ?? plain}'`;
}

const SIGNALS =
  "ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ".split(
    " ",
  );

function validSignal(signal: string): boolean {
  if (/^\d+$/.test(signal)) return Number(signal) > 0;
  const name = signal.toUpperCase().replace(/^SIG/, "");
  return SIGNALS.includes(name) || /^RTM(IN|AX)([+-]\d+)?$/.test(name);
}
