/** EXPIRE and its like are kept with the moment itself, so that they mean the same when they are read again. */
export function fixedTime(words: readonly string[], now: number): string[] {
  const [name = "", key = "", ...rest] = words;
  const ms = (text: string | undefined, unit: number) => String(Math.floor(now / 1000) + Number(text) * unit);
  switch (name.toLowerCase()) {
    case "expire":
      return ["PEXPIREAT", key, ms(rest[0], 1000), ...rest.slice(1)];
    case "pexpire":
      return ["PEXPIREAT", key, ms(rest[0], 1), ...rest.slice(1)];
    case "hexpire":
      return ["HPEXPIREAT", key, ms(rest[0], 1000), ...rest.slice(1)];
    case "hpexpire":
      return ["HPEXPIREAT", key, ms(rest[0], 1), ...rest.slice(1)];
    case "setex":
      return ["SET", key, rest[1] ?? "", "PXAT", ms(rest[0], 1000)];
    case "psetex":
      return ["SET", key, rest[1] ?? "", "PXAT", ms(rest[0], 1)];
    case "set": {
      const at = rest.findIndex((w, i) => i > 0 && /^(ex|px)$/i.test(w));
      if (at < 0) return [...words];
      const unit = rest[at]?.toLowerCase() === "ex" ? 1000 : 1;
      return ["SET", key, ...rest.slice(0, at), "PXAT", ms(rest[at + 1], unit), ...rest.slice(at + 2)];
    }
    case "getex": {
      const unit = /^ex$/i.test(rest[0] ?? "") ? 1000 : /^px$/i.test(rest[0] ?? "") ? 1 : undefined;
      return unit === undefined ? [...words] : ["GETEX", key, "PXAT", ms(rest[1], unit)];
    }
    default:
      return [...words];
  }
}
