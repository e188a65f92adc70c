/** What a session printed, as `record.py` writes it. */
export interface Transcript {
  readonly title: string;
  readonly steps: readonly {
    readonly cmd: string;
    readonly stdout: string;
    readonly stderr: string;
    readonly exit: number;
  }[];
}

/** A text with what differs between two runs, or between Debian's packages and the catalog's, in a standard form. */
export function standard(text: string): string {
  return (
    text
      .replace(/\r/g, "")
      .replace(/\/usr(?:\/local)?\/lib\/python3(?:\.\d+)?\/(?:site|dist)-packages\//g, "<packages>/")
      .replace(/\/usr(?:\/local)?\/lib\/python3\.\d+\//g, "<library>/")
      .replace(/\/usr(?:\/local)?\/bin\/python3?(?:\.\d+)?/g, "<python>")
      // Frames inside packages: which of them, and what stands on their lines, is theirs.
      .replace(
        /(?: {2}File "<(?:packages|library)>.*\n(?: {4}.*\n(?: {4,}[~^]+[~^ ]*\n)?(?: {4,}\.\.\.<\d+ lines>\.\.\.\n)?)*)+/g,
        "  <frames of packages>\n",
      )
      .replace(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{1,2} \w{3} \d{4} [\d:]{8} GMT/g, "<date>")
      .replace(/\[\d\d\/\w{3}\/\d{4}[: ][\d:]{8}(?: \+0000)?\]/g, "[<time>]")
      .replace(/\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d+)?(?: ?\+0000|\+00:00)?/g, "<time>")
      .replace(/^Allow: (.*)$/gm, (_, list: string) => `Allow: ${list.split(", ").sort().join(", ")}`)
      .replace(/\b(Werkzeug|Python|gunicorn|Flask|python-requests)([/ ])\d+\.\d+[\d.]*/g, "$1$2<version>")
      .replace(/\bPIN: [\d-]+/g, "PIN: <pin>")
      .replace(/\[\d+\] \[(INFO|WARNING|ERROR|CRITICAL|DEBUG)\]/g, "[<pid>] [$1]")
      .replace(/\((?:pid: ?)?\d+\)|pid: \d+|process \[\d+\]/g, "(<pid>)")
      .replace(/Running on http:\/\/(?!127\.0\.0\.1:5)[\d.]+:/g, "Running on http://<address>:")
      .replace(/\b127\.0\.0\.1:(?:3[2-9]|[45]\d|6[0-5])\d{3}\b/g, "127.0.0.1:<port>")
      .replace(/errors\.pydantic\.dev\/\d+\.\d+/g, "errors.pydantic.dev/<version>")
      .replace(/^ETag: .*$/gm, "ETag: <etag>")
      .replace(/\(main, \w{3} [\d ]\d \d{4}, [\d:]{8}\)/g, "(main, <built>)")
      .replace(/0x[0-9a-f]{6,}/g, "<address>")
  );
}
