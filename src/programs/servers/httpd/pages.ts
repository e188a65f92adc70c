import { reasonPhrase } from "../../net/http/status.ts";

const TEXTS: Readonly<Record<number, string>> = {
  400: "Your browser sent a request that this server could not understand.<br />\n",
  401: "This server could not verify that you\nare authorized to access the document\nrequested.  Either you supplied the wrong\ncredentials (e.g., bad password), or your\nbrowser doesn't understand how to supply\nthe credentials required.",
  403: "You don't have permission to access this resource.",
  404: "The requested URL was not found on this server.",
  500: "The server encountered an internal error or\nmisconfiguration and was unable to complete\nyour request.",
  502: "The proxy server received an invalid\nresponse from an upstream server.<br />\n",
  503: "The server is temporarily unable to service your\nrequest due to maintenance downtime or capacity\nproblems. Please try again later.",
};

/** Apache's own page for a status. */
export function apachePage(status: number, method: string, location: string | undefined): string {
  const title = status === 503 ? "Service Unavailable" : reasonPhrase(status);
  const text =
    location !== undefined
      ? `The document has moved <a href="${location}">here</a>.`
      : status === 405
        ? `The requested method ${method} is not allowed for this URL.`
        : (TEXTS[status] ?? "");
  return `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<p>${text}</p>\n</body></html>\n`;
}

/** A folder without an index, as a plain list. */
export function folderPage(uri: string, names: readonly string[]): string {
  const shown = uri.replace(/(.)\/$/, "$1");
  const parent = uri === "/" ? "" : `<li><a href="${uri.replace(/[^/]+\/$/, "")}"> Parent Directory</a></li>\n`;
  const items = names
    .map((n) => `<li><a href="${n.split("/").map(encodeURIComponent).join("/")}"> ${n}</a></li>\n`)
    .join("");
  return `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">\n<html>\n <head>\n  <title>Index of ${shown}</title>\n </head>\n <body>\n<h1>Index of ${shown}</h1>\n<ul>${parent}${items}</ul>\n</body></html>\n`;
}
