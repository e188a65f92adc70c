/** Where to connect to and as whom: what is given, the environment, the defaults. */
function settingsOf(given, defaults) {
  // A pool hides its password from whoever lists it.
  let o = typeof given === "string" ? { connectionString: given } : { ...given, password: given?.password };
  if (o.connectionString) {
    const text = o.connectionString;
    const u = new URL(text.replace(/^postgres(ql)?:/, "http:"));
    const from = {
      user: decodeURIComponent(u.username) || undefined,
      password: decodeURIComponent(u.password) || undefined,
      host: decodeURIComponent(u.hostname) || undefined,
      port: u.port || (/:80(\/|$)/.test(text) ? "80" : undefined),
      database: decodeURIComponent(u.pathname.slice(1)) || undefined,
    };
    for (const [k, v] of u.searchParams) from[k] = v;
    for (const k of Object.keys(from)) if (from[k] === undefined) delete from[k];
    o = { ...o, ...from };
  }
  const { env } = process;
  const pick = (key, name) => o[key] || env[name] || defaults[key];
  const user = pick("user", "PGUSER");
  return {
    user,
    database: pick("database", "PGDATABASE") ?? user,
    password: pick("password", "PGPASSWORD"),
    port: Number.parseInt(pick("port", "PGPORT"), 10),
    host: pick("host", "PGHOST"),
    application: o.application_name ?? env.PGAPPNAME ?? o.fallback_application_name ?? "",
    ssl: o.ssl ?? false,
    timeout: o.connectionTimeoutMillis || 0,
    queryTimeout: o.query_timeout || 0,
  };
}

module.exports = { settingsOf };
