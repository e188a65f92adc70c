/** `flask>=2,<3`, with where it stands. */
export interface Requirement {
  readonly name: string;
  /** As written behind the name. */
  readonly specifier: string;
  /** In brackets behind the name. */
  readonly extras?: readonly string[];
  /** `-r requirements.txt (line 1)`, or the package that needs it. */
  readonly from: string | undefined;
}

/** A requirement; undefined for what is none. */
export function parseRequirement(text: string, from?: string): Requirement | undefined {
  const m = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*([^;#]*?)\s*(?:;.*)?$/.exec(
    text.replace(/\s+#.*$/, "").trim(),
  );
  if (!m?.[1]) return undefined;
  const specifier = (m[3] ?? "").replace(/\s+/g, "");
  if (specifier !== "" && !/^(?:(?:===?|~=|!=|[<>]=?)[^,<>=!~]+)(?:,(?:===?|~=|!=|[<>]=?)[^,<>=!~]+)*$/.test(specifier))
    return undefined;
  const extras = (m[2] ?? "").split(",").map((e) => e.trim());
  return { name: m[1], specifier, from, extras: extras.filter((e) => e !== "") };
}

/** What pip says of a text that is no requirement; `where`: the line that it stands in. */
export function invalidRequirement(text: string, isFile: boolean, where = ""): string {
  const name = /^[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?/.exec(text)?.[0];
  const why = name
    ? "Expected end or semicolon (after name and no valid version specifier)"
    : "Expected package name at the start of dependency specifier";
  const hint = text.includes("/")
    ? `Hint: It looks like a path. File '${text}' ${isFile ? "exists" : "does not exist"}.\n`
    : name && /^=[^=]/.test(text.slice(name.length))
      ? "Hint: = is not a valid operator. Did you mean == ?\n"
      : "";
  return `ERROR: Invalid requirement: '${text}': ${why}\n    ${text}\n    ${" ".repeat(name?.length ?? 0)}^${where}\n${hint}`;
}

/** Whether a version is one that the specifier allows. */
export function allows(specifier: string, version: string): boolean {
  return specifier
    .split(",")
    .filter((c) => c !== "")
    .every((clause) => {
      const [, operator = "", wanted = ""] = /^([<>=!~]+)(.*)$/.exec(clause) ?? [];
      if (wanted.endsWith(".*")) {
        const inside = `${version}.`.startsWith(wanted.slice(0, -1));
        return operator === "!=" ? !inside : inside;
      }
      const order = compareVersions(version, wanted);
      switch (operator) {
        case "==":
        case "===":
          return order === 0;
        case "!=":
          return order !== 0;
        case ">=":
          return order >= 0;
        case "<=":
          return order <= 0;
        case ">":
          return order > 0;
        case "<":
          return order < 0;
        case "~=":
          return order >= 0 && `${version}.`.startsWith(`${wanted.split(".").slice(0, -1).join(".")}.`);
        default:
          return false;
      }
    });
}

export function compareVersions(a: string, b: string): number {
  const parts = (v: string) => v.split(/[.+-]/).map((x) => Number.parseInt(x.replace(/\D/g, ""), 10) || 0);
  const [x, y] = [parts(a), parts(b)];
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const d = (x[i] ?? 0) - (y[i] ?? 0);
    if (d !== 0) return d;
  }
  return 0;
}
