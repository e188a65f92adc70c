// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** `util.format`: texts with places for values. */
export function guestFormat(exports, internal) {
  const { inspect, formatNumber, stylizeNone } = internal.require("inspect").parts;
  const nativeToString = Function.prototype.toString;
  const hasBuiltinToString = (value) => {
    if (typeof value.toString !== "function") return true;
    if (Object.hasOwn(value, "toString")) return false;
    if (value instanceof Error) return value.toString === Error.prototype.toString && false;
    let pointer = value;
    do pointer = Object.getPrototypeOf(pointer);
    while (pointer && !Object.hasOwn(pointer, "toString"));
    const d = pointer && Object.getOwnPropertyDescriptor(pointer, "constructor");
    return (
      d !== undefined &&
      d !== null &&
      typeof d.value === "function" &&
      /\[native code\]/.test(nativeToString.call(d.value))
    );
  };

  function formatWithOptions(options, ...args) {
    const first = args[0];
    let a = 0;
    let str = "";
    let join = "";
    if (typeof first === "string") {
      if (args.length === 1) return first;
      let last = 0;
      for (let i = 0; i < first.length - 1; i++) {
        if (first.charCodeAt(i) !== 37) continue;
        const next = first[++i];
        if (a + 1 !== args.length) {
          let temp;
          switch (next) {
            case "s": {
              const v = args[++a];
              if (typeof v === "number") temp = formatNumber(stylizeNone, v);
              else if (typeof v === "bigint") temp = `${v}n`;
              else if (typeof v !== "object" || v === null || !hasBuiltinToString(v))
                temp = typeof v === "function" && !Object.hasOwn(v, "toString") ? String(v) : String(v);
              else temp = inspect(v, { ...options, depth: 0, colors: false, compact: 3 });
              break;
            }
            case "j": {
              const v = args[++a];
              try {
                temp = JSON.stringify(v);
              } catch (e) {
                if (/circular/i.test(e.message)) temp = "[Circular]";
                else throw e;
              }
              break;
            }
            case "d": {
              const v = args[++a];
              if (typeof v === "bigint") temp = `${v}n`;
              else if (typeof v === "symbol") temp = "NaN";
              else temp = formatNumber(stylizeNone, Number(v));
              break;
            }
            case "O":
              temp = inspect(args[++a], options);
              break;
            case "o":
              temp = inspect(args[++a], { ...options, showHidden: true, showProxy: true, depth: 4 });
              break;
            case "i": {
              const v = args[++a];
              if (typeof v === "bigint") temp = `${v}n`;
              else if (typeof v === "symbol") temp = "NaN";
              else temp = formatNumber(stylizeNone, Number.parseInt(v));
              break;
            }
            case "f": {
              const v = args[++a];
              temp = typeof v === "symbol" ? "NaN" : formatNumber(stylizeNone, Number.parseFloat(v));
              break;
            }
            case "c":
              a++;
              temp = "";
              break;
            case "%":
              str += first.slice(last, i);
              last = i + 1;
              continue;
            default:
              continue;
          }
          if (last !== i - 1) str += first.slice(last, i - 1);
          str += temp;
          last = i + 1;
        } else if (next === "%") {
          str += first.slice(last, i);
          last = i + 1;
        }
      }
      if (last !== 0) {
        a++;
        join = " ";
        if (last < first.length) str += first.slice(last);
      }
    }
    while (a < args.length) {
      const v = args[a];
      str += join;
      str += typeof v !== "string" ? inspect(v, options) : v;
      join = " ";
      a++;
    }
    return str;
  }

  exports.formatWithOptions = formatWithOptions;
}
