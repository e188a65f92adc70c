// What a connection or pool is made with: an object, or a URL.

function settings(given) {
  const o =
    typeof given === "string" ? fromUrl(given) : given?.uri ? { ...given, ...fromUrl(given.uri) } : { ...given };
  return {
    ...o,
    host: o.host || "localhost",
    port: Number(o.port || 3306),
    user: o.user || undefined,
    password: o.password || undefined,
    database: o.database || undefined,
    connectTimeout: o.connectTimeout ?? 10_000,
    timezone: o.timezone ?? "local",
  };
}

function fromUrl(text) {
  const url = new URL(text);
  const more = {};
  for (const [key, value] of url.searchParams) {
    try {
      more[key] = JSON.parse(value);
    } catch {
      more[key] = value;
    }
  }
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 3306),
    ...(database === "" ? {} : { database }),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...more,
  };
}

module.exports = settings;
