import type { BuildAnswer, BuildWarning, Lines, OutlineItem } from "../../../api/build.ts";
import { toBase64 } from "../../../std/base64.ts";
import { encode } from "../../../std/text.ts";
import { tabulate } from "../tabwriter.ts";

const WIDE = { minWidth: 0, padding: 3 };
const NARROW = { minWidth: 0, padding: 1 };

/** What `--call` shows: tables, or the front end's own JSON. */
export function answerText(answer: BuildAnswer, format: string): string {
  switch (answer.kind) {
    case "outline":
      return format === "json" ? json(outlineJson(answer)) : outlineText(answer);
    case "targets":
      return format === "json" ? json(targetsJson(answer)) : targetsText(answer);
    case "subrequests.describe":
      return format === "json" ? json(REQUESTS) : requestsText();
  }
}

/** The front end's questions, in words of ours. */
const REQUESTS = [
  { name: "frontend.outline", version: "1.0.0", type: "rpc", description: "List what the chosen target takes" },
  { name: "frontend.targets", version: "1.0.0", type: "rpc", description: "List the targets that can be built" },
  { name: "frontend.subrequests.describe", version: "1.0.0", type: "rpc", description: "List these questions" },
];

function requestsText(): string {
  const rows = REQUESTS.map((r) => `${r.name.replace("frontend.", "")}\t${r.version}\t${r.description}\n`);
  return tabulate(`NAME\tVERSION\tDESCRIPTION\n${rows.join("")}`, NARROW);
}

type Outline = Extract<BuildAnswer, { kind: "outline" }>;
type Targets = Extract<BuildAnswer, { kind: "targets" }>;

function outlineText({ name, description, args, secrets, ssh }: Outline): string {
  const head = [
    ...(name === undefined ? [] : [`TARGET:\t${name}\n`]),
    ...(description === undefined ? [] : [`DESCRIPTION:\t${description}\n`]),
  ];
  const parts = [
    head.length ? `${tabulate(head.join(""), NARROW)}\n` : "",
    table("BUILD ARG\tVALUE\tDESCRIPTION", args, (a) => `${a.name}\t${a.value ?? ""}\t${a.description ?? ""}`),
    table("SECRET\tREQUIRED", secrets, (s) => `${s.name}\t${s.required ? "true" : ""}`),
    table("SSH\tREQUIRED", ssh, (s) => `${s.name}\t${s.required ? "true" : ""}`),
  ];
  return parts.join("");
}

function table(head: string, items: readonly OutlineItem[], row: (item: OutlineItem) => string): string {
  if (items.length === 0) return "";
  return `${tabulate([head, ...items.map(row), ""].join("\n"), WIDE)}\n`;
}

function outlineJson({ name, description, args, secrets, ssh, source }: Outline): object {
  const items = (list: readonly OutlineItem[]) =>
    list.map((i) => ({
      name: i.name,
      ...(i.description !== undefined && { description: i.description }),
      ...(i.required && { required: true }),
      ...(i.value !== undefined && { value: i.value }),
      location: location(i.lines),
    }));
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(args.length && { args: items(args) }),
    ...(secrets.length && { secrets: items(secrets) }),
    ...(ssh.length && { ssh: items(ssh) }),
    sources: [toBase64(encode(source))],
  };
}

function targetsText({ targets }: Targets): string {
  const rows = targets.map(({ name = "", default: chosen, description = "" }) => {
    const shown = chosen ? `${name} (default)`.trimStart() : name;
    return `${shown}\t${description}\n`;
  });
  return tabulate(`TARGET\tDESCRIPTION\n${rows.join("")}`, NARROW);
}

function targetsJson({ targets, source }: Targets): object {
  const list = targets.map(({ name, default: chosen, description, base, lines }) => ({
    ...(name !== undefined && { name }),
    ...(chosen && { default: true }),
    ...(description !== undefined && { description }),
    base,
    location: location(lines),
  }));
  return { targets: list, sources: [toBase64(encode(source))] };
}

/** `--call=check,format=json`; the graph that the real one adds to the source is left out. */
export function checkJson(warnings: readonly BuildWarning[]): string {
  const sources = new Map(warnings.map((w) => [w.file, w.source]));
  return json({
    ...(warnings.length && {
      warnings: warnings
        .toSorted((a, b) => a.start - b.start)
        .map((w) => ({
          ruleName: w.rule,
          description: w.description,
          url: w.url,
          detail: w.message,
          location: location({ start: w.start, end: w.end }),
        })),
    }),
    sources: [...sources].map(([filename, text]) => ({
      filename,
      data: toBase64(encode(text)),
      language: "Dockerfile",
    })),
  });
}

function location({ start, end }: Lines): object {
  return { ranges: [{ start: { line: start }, end: { line: end } }] };
}

function json(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
