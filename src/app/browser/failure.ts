import type { EngineView } from "../../api/view.ts";
import { type Hints, refusedHint } from "./hints.ts";
import type { Arrival } from "./navigate.ts";

/** Chrome's names for what went wrong, and a hint for people who learn Docker. */
export function failureText(
  arrival: Arrival,
  hints: Hints,
  view: EngineView,
): { readonly code: string; readonly title: string; readonly line: string; readonly hint: string } | undefined {
  const { response, url } = arrival;
  if (response.ok) return undefined;
  const { host, hostname, port } = new URL(url);
  const reach = "This site can’t be reached";
  switch (response.error) {
    case "ECONNREFUSED":
      return {
        code: "ERR_CONNECTION_REFUSED",
        title: reach,
        line: `${hostname} refused to connect.`,
        hint: refusedHint(hints, Number(port || 80), view),
      };
    case "ECONNRESET":
      return {
        code: "ERR_CONNECTION_RESET",
        title: reach,
        line: "The connection was reset.",
        hint: hints.reset,
      };
    case "EMPTY":
      return {
        code: "ERR_EMPTY_RESPONSE",
        title: "This page isn’t working",
        line: `${hostname} didn’t send any data.`,
        hint: "",
      };
    case "NXDOMAIN":
      return {
        code: "ERR_NAME_NOT_RESOLVED",
        title: reach,
        line: `${hostname}’s server IP address could not be found.`,
        hint: hints.unknownName,
      };
    case "ETIMEDOUT":
      return {
        code: "ERR_CONNECTION_TIMED_OUT",
        title: reach,
        line: `${hostname} took too long to respond.`,
        hint: "",
      };
    case "EHOSTUNREACH":
      return { code: "ERR_ADDRESS_UNREACHABLE", title: reach, line: `${host} is unreachable.`, hint: "" };
    case "EPROTO":
      return {
        code: "ERR_INVALID_HTTP_RESPONSE",
        title: "This page isn’t working",
        line: `${hostname} sent an invalid response.`,
        hint: hints.notHttp,
      };
    case "TOO_MANY_REDIRECTS":
      return {
        code: "ERR_TOO_MANY_REDIRECTS",
        title: "This page isn’t working",
        line: `${hostname} redirected you too many times.`,
        hint: "",
      };
    case "UNSUPPORTED":
      if (!url.startsWith("https:"))
        return { code: "ERR_UNKNOWN_URL_SCHEME", title: reach, line: url, hint: hints.onlyHttp };
      return {
        code: "ERR_SSL_PROTOCOL_ERROR",
        title: "This site can’t provide a secure connection",
        line: url,
        hint: hints.onlyHttp,
      };
  }
}
