// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `Intl` and what is built on it: the host's own, by name. */
export function guestLocale(exports, internal) {
  const marked = (v) => {
    if (typeof v === "bigint") return { b: String(v) };
    if (typeof v === "number" && (!Number.isFinite(v) || Object.is(v, -0)))
      return { n: Object.is(v, -0) ? "-0" : String(v) };
    return v;
  };
  const unwrap = (r) => {
    if (r && r.$error)
      throw new (r.$error.code === "ETYPE" ? TypeError : RangeError)(r.$error.message || "Invalid value");
    return r;
  };
  const ask = (kind, method, locales, options, args = []) => {
    const l = locales === undefined ? null : Array.isArray(locales) ? locales.map(String) : String(locales);
    return unwrap(internal.raw("intl", [kind, method, l, options ?? {}, args.map(marked)]));
  };
  const time = (d) => {
    const t = d === undefined ? Date.now() : typeof d === "number" ? d : Number(d);
    if (Number.isNaN(t)) throw new RangeError("Invalid time value");
    return t;
  };
  const number = (v) => (typeof v === "bigint" ? v : Number(v));
  const hidden = (target, name, value) =>
    Object.defineProperty(target, name, { value, writable: true, configurable: true, enumerable: false });

  exports.install = () => {
    for (const C of [Number, BigInt])
      hidden(C.prototype, "toLocaleString", function toLocaleString(l, o) {
        return ask("NumberFormat", "format", l, o, [this.valueOf()]);
      });
    const DATE = { year: "numeric", month: "numeric", day: "numeric" };
    const CLOCK = { hour: "numeric", minute: "numeric", second: "numeric" };
    const has = (o, keys) => o && keys.some((k) => o[k] !== undefined);
    const OF_DATE = ["weekday", "year", "month", "day"];
    const OF_CLOCK = ["dayPeriod", "hour", "minute", "second", "fractionalSecondDigits"];
    const dateMethod = (name, defaults, asked) =>
      hidden(
        Date.prototype,
        name,
        {
          [name](l, o) {
            if (Number.isNaN(this.getTime())) return "Invalid Date";
            const own = o && (o.dateStyle !== undefined || o.timeStyle !== undefined);
            const options = own || has(o, asked) ? o : { ...defaults, ...o };
            return ask("DateTimeFormat", "format", l, options, [this.getTime()]);
          },
        }[name],
      );
    dateMethod("toLocaleString", { ...DATE, ...CLOCK }, [...OF_DATE, ...OF_CLOCK]);
    dateMethod("toLocaleDateString", DATE, OF_DATE);
    dateMethod("toLocaleTimeString", CLOCK, OF_CLOCK);
    hidden(String.prototype, "localeCompare", function localeCompare(other, l, o) {
      return ask("Collator", "compare", l, o, [String(this), String(other)]);
    });
    hidden(Array.prototype, "toLocaleString", function toLocaleString(l, o) {
      return this.map((v) => (v === null || v === undefined ? "" : v.toLocaleString(l, o))).join(",");
    });
    for (const [name, plain] of [
      ["toLocaleUpperCase", "toUpperCase"],
      ["toLocaleLowerCase", "toLowerCase"],
    ]) {
      const native = String.prototype[plain];
      hidden(String.prototype, name, function (l) {
        // Turkish has two letters i.
        const turkish = /^(?:tr|az)\b/.test(String(l ?? ""));
        const text = !turkish
          ? String(this)
          : plain === "toUpperCase"
            ? String(this).replace(/i/g, "İ")
            : String(this).replace(/I/g, "ı").replace(/İ/g, "i");
        return native.call(text);
      });
    }
  };

  /** A constructor of Intl: `methods` are those that the host answers. */
  const make = (name, methods) => {
    const C = {
      [name]: function (locales, options) {
        if (!new.target) return new C(locales, options);
        ask(name, "resolvedOptions", locales, options);
        hidden(this, "asked", [locales, options]);
        return this;
      },
    }[name];
    for (const [method, args] of Object.entries(methods)) {
      const call = (self, values) => {
        const r = ask(name, method, ...self.asked, args(values));
        return method === "formatToParts" || method === "segment" ? r : r;
      };
      // These are read as functions of their own: `list.map(format.format)`.
      if (method === "format" && /^(?:Number|DateTime)Format$/.test(name))
        Object.defineProperty(C.prototype, method, {
          get() {
            return (...values) => call(this, values);
          },
          configurable: true,
        });
      else if (method === "compare")
        Object.defineProperty(C.prototype, method, {
          get() {
            return (...values) => call(this, values);
          },
          configurable: true,
        });
      else
        hidden(
          C.prototype,
          method,
          {
            [method](...values) {
              return call(this, values);
            },
          }[method],
        );
    }
    hidden(C.prototype, "resolvedOptions", function resolvedOptions() {
      return ask(name, "resolvedOptions", ...this.asked);
    });
    Object.defineProperty(C.prototype, Symbol.toStringTag, { value: `Intl.${name}`, configurable: true });
    hidden(C, "supportedLocalesOf", (l) => Intl.getCanonicalLocales(l));
    return C;
  };
  exports.Intl = () => {
    const numbers = ([v]) => [number(v)];
    const dates = (list) => (list.length ? list : [undefined]).map(time);
    const asIs = (list) => list;
    const I = {
      NumberFormat: make("NumberFormat", { format: numbers, formatToParts: numbers }),
      DateTimeFormat: make("DateTimeFormat", { format: dates, formatToParts: dates, formatRange: dates }),
      Collator: make("Collator", { compare: ([a, b]) => [String(a), String(b)] }),
      PluralRules: make("PluralRules", { select: numbers }),
      RelativeTimeFormat: make("RelativeTimeFormat", { format: asIs, formatToParts: asIs }),
      ListFormat: make("ListFormat", { format: ([l]) => [[...l]], formatToParts: ([l]) => [[...l]] }),
      DisplayNames: make("DisplayNames", { of: ([code]) => [String(code)] }),
      Segmenter: make("Segmenter", { segment: ([text]) => [String(text)] }),
      getCanonicalLocales: (l) => (l === undefined ? [] : unwrap(internal.raw("intl.canonical", [l]))),
    };
    for (const k of Object.keys(I)) Object.defineProperty(I, k, { enumerable: false });
    Object.defineProperty(I, Symbol.toStringTag, { value: "Intl" });
    return I;
  };
}
