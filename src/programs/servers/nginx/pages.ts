/** What status lines say where nginx differs from the standard. */
const LINES: Readonly<Record<number, string>> = {
  302: "Moved Temporarily",
  405: "Not Allowed",
  408: "Request Time-out",
  413: "Request Entity Too Large",
  414: "Request-URI Too Large",
  416: "Requested Range Not Satisfiable",
  421: "Misdirected Request",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

/** Titles of the pages where they differ from the status line. */
const TITLES: Readonly<Record<number, string>> = {
  302: "Found",
  401: "Authorization Required",
};

const NAMES: Readonly<Record<number, string>> = {
  200: "OK",
  201: "Created",
  202: "Accepted",
  204: "No Content",
  206: "Partial Content",
  301: "Moved Permanently",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  406: "Not Acceptable",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  415: "Unsupported Media Type",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  505: "HTTP Version Not Supported",
  507: "Insufficient Storage",
};

/** The reason phrase as nginx has it; "" for a status that it does not name. */
export function statusText(status: number): string {
  return LINES[status] ?? NAMES[status] ?? "";
}

/** nginx's own page for a status; undefined where it has none. `padded`: for browsers that would show their own. */
export function errorPage(status: number, server: string, padded: boolean): string | undefined {
  const title = TITLES[status] ?? statusText(status);
  if (title === "" || status < 301 || status === 304) return undefined;
  const heading = `${status} ${title}`;
  const padding = "<!-- a padding to disable MSIE and Chrome friendly error page -->\r\n".repeat(6);
  return (
    `<html>\r\n<head><title>${heading}</title></head>\r\n<body>\r\n<center><h1>${heading}</h1></center>\r\n` +
    `<hr><center>${server}</center>\r\n</body>\r\n</html>\r\n${padded && status >= 400 ? padding : ""}`
  );
}
