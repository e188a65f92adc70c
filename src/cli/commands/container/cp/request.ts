/** What `docker cp` is asked for. One end is in the container, the other on the host, where `-` is a stream. */
export interface CopyRequest {
  readonly container: string;
  readonly source: string;
  readonly destination: string;
  readonly followLink: boolean;
  /** Keep the owners. */
  readonly archive: boolean;
  readonly quiet: boolean;
}

/** `CONTAINER:PATH` or a path of the host; what begins with `/` or `.` is always the latter. */
export function splitPlace(text: string): { readonly container: string; readonly path: string } {
  const colon = text.indexOf(":");
  if (text.startsWith("/") || text.startsWith(".") || colon < 0) return { container: "", path: text };
  return { container: text.slice(0, colon), path: text.slice(colon + 1) };
}
