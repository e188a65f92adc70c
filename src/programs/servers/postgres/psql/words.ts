/** What a connection string names. */
export interface ConnectionWords {
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly host: string | undefined;
  readonly port: string | undefined;
  readonly database: string | undefined;
}

/** `postgresql://user:password@host:port/database`, or `host=… dbname=…`; undefined for a plain name. */
export function connectionWords(text: string): ConnectionWords | undefined {
  const uri = /^postgres(?:ql)?:\/\/(?:([^:@/]*)(?::([^@]*))?@)?([^:/?]*)?(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/.exec(
    text,
  );
  const plain = (t: string | undefined) => (t === undefined || t === "" ? undefined : decodeURIComponent(t));
  if (uri)
    return {
      user: plain(uri[1]),
      password: plain(uri[2]),
      host: plain(uri[3]),
      port: plain(uri[4]),
      database: plain(uri[5]),
    };
  if (!/^\s*\w+\s*=/.test(text)) return undefined;
  const found = new Map<string, string>();
  for (const m of text.matchAll(/(\w+)\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S*))/g))
    found.set(m[1] ?? "", m[2] ?? m[3] ?? "");
  return {
    user: found.get("user"),
    password: found.get("password"),
    host: found.get("host") ?? found.get("hostaddr"),
    port: found.get("port"),
    database: found.get("dbname"),
  };
}
