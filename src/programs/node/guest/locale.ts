// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** The everyday part of Intl: en-US, de, fr, es for numbers; en-US and en-GB and ISO-like for dates; UTC. */
export function guestLocale(exports) {
  const SEP = {
    en: [",", "."],
    de: [".", ","],
    fr: ["\u202f", ","],
    es: [".", ","],
    it: [".", ","],
    pt: [".", ","],
    ru: ["\u00a0", ","],
    sv: ["\u00a0", ","],
    pl: ["\u00a0", ","],
    nl: [".", ","],
    ja: [",", "."],
    zh: [",", "."],
  };
  const lang = (l) => String((Array.isArray(l) ? l[0] : l) || "en-US");
  const CURRENCY = { USD: "$", EUR: "€", GBP: "£", JPY: "¥", INR: "₹" };
  function formatNumber(n, locale, o = {}) {
    const l = lang(locale).slice(0, 2);
    const [group, point] = SEP[l] || SEP.en;
    if (typeof n === "bigint") n = Number(n);
    if (Number.isNaN(n)) return "NaN";
    let value = n;
    if (o.style === "percent") value *= 100;
    const currency = o.style === "currency";
    const digits = currency ? (o.currency === "JPY" ? 0 : 2) : undefined;
    const min = o.minimumFractionDigits !== undefined ? o.minimumFractionDigits : digits !== undefined ? digits : 0;
    let max =
      o.maximumFractionDigits !== undefined
        ? o.maximumFractionDigits
        : digits !== undefined
          ? Math.max(digits, min)
          : Math.max(min, o.style === "percent" ? 0 : 3);
    if (max < min) max = min;
    let suffix = "";
    if (o.notation === "compact") {
      for (const [limit, s] of [
        [1e12, "T"],
        [1e9, "B"],
        [1e6, "M"],
        [1e3, "K"],
      ])
        if (Math.abs(value) >= limit) {
          value /= limit;
          suffix = s;
          break;
        }
      max = Math.abs(value) < 100 && suffix ? 1 : 0;
    }
    if (!Number.isFinite(value)) return `${value < 0 ? "-" : ""}∞`;
    let text = Math.abs(value).toFixed(max);
    if (o.maximumSignificantDigits) text = Number(Math.abs(value).toPrecision(o.maximumSignificantDigits)).toString();
    let [whole, fraction = ""] = text.split(".");
    while (fraction.length > min && fraction.endsWith("0")) fraction = fraction.slice(0, -1);
    if (o.minimumIntegerDigits) whole = whole.padStart(o.minimumIntegerDigits, "0");
    if (o.useGrouping !== false && !(l === "es" && whole.length < 5)) whole = whole.replace(/\B(?=(\d{3})+$)/g, group);
    let out = fraction ? `${whole}${point}${fraction}` : whole;
    if (o.style === "percent") out += l === "en" ? "%" : "\u00a0%";
    if (currency) {
      const sign = CURRENCY[o.currency] || `${o.currency}\u00a0`;
      out = l === "en" || l === "ja" || l === "zh" ? `${sign}${out}` : `${out}\u00a0${sign.trim()}`;
    }
    if (o.style === "unit")
      out += ` ${({ kilometer: "km", "kilometer-per-hour": "km/h", liter: "L", byte: "byte", kilobyte: "kB", megabyte: "MB", celsius: "°C" })[o.unit] || o.unit}`;
    return `${value < 0 || Object.is(value, -0) ? "-" : o.signDisplay === "always" || (o.signDisplay === "exceptZero" && value > 0) ? "+" : ""}${out}${suffix}`;
  }
  const MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
  ];
  const DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
  const OFFSETS = {
    UTC: 0,
    GMT: 0,
    "Europe/Berlin": 1,
    "Europe/Paris": 1,
    "Europe/London": 0,
    "America/New_York": -5,
    "America/Los_Angeles": -8,
    "Asia/Tokyo": 9,
    "Asia/Kolkata": 5.5,
  };
  function formatDate(date, locale, options = {}, fallback = "date") {
    const o = { ...options };
    if (Number.isNaN(date.getTime())) return "Invalid Date";
    const d = new Date(date.getTime() + (OFFSETS[o.timeZone] || 0) * 3600000);
    const l = lang(locale);
    const p2 = (n) => String(n).padStart(2, "0");
    const has = [
      "weekday",
      "year",
      "month",
      "day",
      "hour",
      "minute",
      "second",
      "dateStyle",
      "timeStyle",
      "fractionalSecondDigits",
    ].some((k) => o[k] !== undefined);
    if (!has) {
      if (fallback !== "time") Object.assign(o, { year: "numeric", month: "numeric", day: "numeric" });
      if (fallback !== "date") Object.assign(o, { hour: "numeric", minute: "2-digit", second: "2-digit" });
    }
    if (o.dateStyle)
      Object.assign(
        o,
        {
          full: { weekday: "long", year: "numeric", month: "long", day: "numeric" },
          long: { year: "numeric", month: "long", day: "numeric" },
          medium: { year: "numeric", month: "short", day: "numeric" },
          short: { year: "2-digit", month: "numeric", day: "numeric" },
        }[o.dateStyle],
      );
    if (o.timeStyle)
      Object.assign(o, {
        hour: "numeric",
        minute: "2-digit",
        ...(o.timeStyle === "short" ? {} : { second: "2-digit" }),
      });
    const year = o.year && (o.year === "2-digit" ? p2(d.getUTCFullYear() % 100) : String(d.getUTCFullYear()));
    const month =
      o.month &&
      {
        numeric: () => String(d.getUTCMonth() + 1),
        "2-digit": () => p2(d.getUTCMonth() + 1),
        short: () => MONTHS[d.getUTCMonth()].slice(0, 3),
        long: () => MONTHS[d.getUTCMonth()],
      }[o.month]();
    const day = o.day && (o.day === "2-digit" ? p2(d.getUTCDate()) : String(d.getUTCDate()));
    const weekday = o.weekday && (o.weekday === "long" ? DAYS[d.getUTCDay()] : DAYS[d.getUTCDay()].slice(0, 3));
    let datePart = "";
    const textual = o.month === "short" || o.month === "long";
    if (l === "de-DE" || l === "de")
      datePart = [
        weekday && `${weekday},`,
        textual
          ? [day && `${day}.`, month, year].filter(Boolean).join(" ")
          : [day, month, year].filter(Boolean).join("."),
      ]
        .filter(Boolean)
        .join(" ");
    else if (l === "en-GB" || l === "fr-FR")
      datePart = textual
        ? [
            weekday && `${weekday}${o.day ? (o.weekday === "long" ? " " : ", ") : ""}`,
            day && `${day} `,
            month && `${month} `,
            year,
          ]
            .filter(Boolean)
            .join("")
            .trim()
        : [day && p2(day), month && p2(month), year].filter(Boolean).join("/");
    else if (l === "sv-SE" || l === "en-CA")
      datePart = [year, month && p2(month), day && p2(day)].filter(Boolean).join("-");
    else if (textual) datePart = [weekday, [month, day].filter(Boolean).join(" "), year].filter(Boolean).join(", ");
    else datePart = [weekday, [month, day, year].filter(Boolean).join("/")].filter(Boolean).join(", ");
    let timePart = "";
    if (o.hour || o.minute || o.second) {
      const twelve =
        o.hour12 !== undefined ? o.hour12 : o.hourCycle ? o.hourCycle === "h12" : l.startsWith("en") && l !== "en-GB";
      const h = d.getUTCHours();
      const hour = o.hour && (twelve ? (o.hour === "2-digit" ? p2(h % 12 || 12) : String(h % 12 || 12)) : p2(h));
      timePart = [hour, o.minute && p2(d.getUTCMinutes()), o.second && p2(d.getUTCSeconds())].filter(Boolean).join(":");
      if (twelve && o.hour) timePart += ` ${h < 12 ? "AM" : "PM"}`;
      if (o.timeZoneName) timePart += " UTC";
    }
    const joint = l === "sv-SE" ? " " : o.dateStyle === "full" || o.dateStyle === "long" ? " at " : ", ";
    return [datePart, timePart].filter(Boolean).join(joint);
  }
  exports.formatNumber = formatNumber;
  exports.formatDate = formatDate;
  exports.install = () => {
    const define = (proto, name, value) =>
      Object.defineProperty(proto, name, { value, writable: true, configurable: true, enumerable: false });
    define(Number.prototype, "toLocaleString", function toLocaleString(l, o) {
      return formatNumber(Number(this), l, o);
    });
    define(BigInt.prototype, "toLocaleString", function toLocaleString(l, o) {
      return formatNumber(Number(this), l, o);
    });
    define(Date.prototype, "toLocaleString", function toLocaleString(l, o) {
      return formatDate(this, l, o, "both");
    });
    define(Date.prototype, "toLocaleDateString", function toLocaleDateString(l, o) {
      return formatDate(this, l, o, "date");
    });
    define(Date.prototype, "toLocaleTimeString", function toLocaleTimeString(l, o) {
      return formatDate(this, l, o, "time");
    });
    const key = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
    const compare = (a, b, o = {}) => {
      if (o.numeric) {
        const x = String(a).split(/(\d+)/);
        const y = String(b).split(/(\d+)/);
        for (let i = 0; i < Math.max(x.length, y.length); i++) {
          if (x[i] === y[i]) continue;
          if (x[i] === undefined) return -1;
          if (y[i] === undefined) return 1;
          if (/^\d/.test(x[i]) && /^\d/.test(y[i])) return Math.sign(x[i] - y[i]);
          return compare(x[i], y[i]);
        }
        return 0;
      }
      const x = key(String(a));
      const y = key(String(b));
      const lx = x.toLowerCase();
      const ly = y.toLowerCase();
      if (lx !== ly) return weigh(lx) < weigh(ly) ? -1 : 1;
      if (o.sensitivity === "base") return 0;
      if (x === y && String(a) !== String(b)) return a < b ? -1 : 1;
      if (o.sensitivity === "accent") return 0;
      return x === y ? 0 : x > y ? -1 : 1;
    };
    const weigh = (s) =>
      s.replace(/[^a-z0-9]/g, (c) =>
        String.fromCharCode(c.charCodeAt(0) < 128 ? c.charCodeAt(0) % 32 : c.charCodeAt(0)),
      );
    define(String.prototype, "localeCompare", function localeCompare(other, _l, o) {
      return compare(String(this), String(other), o);
    });
    define(Array.prototype, "toLocaleString", function toLocaleString(l, o) {
      return this.map((v) => (v === null || v === undefined ? "" : v.toLocaleString(l, o))).join(",");
    });
    exports.compare = compare;
  };
  exports.Intl = () => {
    const make = (name, format, extra = () => ({})) => {
      const C = {
        [name]: function (l, o = {}) {
          const self = new.target ? this : Object.create(C.prototype);
          Object.assign(self, extra(l, o));
          self.format = (v, w) => format(v, l, o, w);
          self.resolvedOptions = () => ({
            locale: lang(l),
            numberingSystem: "latn",
            calendar: "gregory",
            timeZone: o.timeZone || "UTC",
            ...o,
          });
          return self;
        },
      }[name];
      C.supportedLocalesOf = (l) => [].concat(l);
      return C;
    };
    const I = {
      NumberFormat: make("NumberFormat", (v, l, o) => formatNumber(v, l, o)),
      DateTimeFormat: make("DateTimeFormat", (v, l, o) => formatDate(v === undefined ? new Date() : new Date(v), l, o)),
      Collator: make(
        "Collator",
        () => "",
        (_l, o) => ({ compare: (a, b) => exports.compare(a, b, o) }),
      ),
      PluralRules: make(
        "PluralRules",
        () => "",
        () => ({ select: (n) => (n === 1 ? "one" : "other") }),
      ),
      ListFormat: make("ListFormat", (v, _l, o) => {
        const a = [...v];
        const word = o.type === "disjunction" ? "or" : "and";
        return a.length < 2
          ? a.join("")
          : a.length === 2
            ? `${a[0]} ${word} ${a[1]}`
            : `${a.slice(0, -1).join(", ")}, ${word} ${a.at(-1)}`;
      }),
      RelativeTimeFormat: make("RelativeTimeFormat", (v, _l, o, unit) => {
        const u = String(unit).replace(/s$/, "");
        if (o.numeric === "auto" && u === "day" && Math.abs(v) <= 1)
          return v === 0 ? "today" : v > 0 ? "tomorrow" : "yesterday";
        const n = Math.abs(v);
        const words = `${formatNumber(n)} ${u}${n === 1 ? "" : "s"}`;
        return v < 0 || Object.is(v, -0) ? `${words} ago` : `in ${words}`;
      }),
      getCanonicalLocales: (l) => [].concat(l || []),
      supportedValuesOf: () => [],
    };
    Object.defineProperty(I, Symbol.toStringTag, { value: "Intl" });
    return I;
  };
}
