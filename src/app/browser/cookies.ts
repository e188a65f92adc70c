/** The cookies of one browser tab, by host; gone with the page. Names and values alone: paths and dates are not kept. */
export interface CookieJar {
  header(host: string): string | undefined;
  store(host: string, setCookie: string): void;
}

export function createCookieJar(): CookieJar {
  const byHost = new Map<string, Map<string, string>>();
  return {
    header(host) {
      const cookies = byHost.get(host);
      return cookies?.size ? [...cookies].map(([k, v]) => `${k}=${v}`).join("; ") : undefined;
    },
    store(host, setCookie) {
      const [pair = "", ...attributes] = setCookie.split(";").map((p) => p.trim());
      const at = pair.indexOf("=");
      if (at <= 0) return;
      const cookies = byHost.get(host) ?? new Map<string, string>();
      byHost.set(host, cookies);
      if (attributes.some((a) => /^max-age=0*$|^max-age=-/i.test(a))) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    },
  };
}
