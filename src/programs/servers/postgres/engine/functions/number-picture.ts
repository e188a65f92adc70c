import { decimalText, parseDecimal, rescale } from "../../../sql/values/decimal.ts";
import { Decimal } from "../types/type.ts";
import { suffix } from "./to-char.ts";

/** to_char of a number: `999,990.00`, `FM`, `L`, `S`, `MI`, `PR`, `RN`. */
export function numberToChar(value: Decimal, format: string): string {
  const fill = !/FM/i.test(format);
  const picture = format.replace(/FM/gi, "");
  if (/^rn$/i.test(picture)) return roman(Number(decimalText(rescale(value, 0))), fill);
  const scientific = /EEEE/i.test(picture);
  if (scientific) {
    const places = (/[.D](9*)/i.exec(picture)?.[1] ?? "").length;
    return ` ${Number(decimalText(value))
      .toExponential(places)
      .replace(/e([+-])(\d)$/, "e$10$2")}`;
  }
  const [wholePicture = "", partPicture] = picture.split(/[.D]/);
  const places = (partPicture?.match(/[09]/g) ?? []).length;
  const scaled = /V/i.test(picture) ? new Decimal(value.n, value.scale) : value;
  const text = decimalText(rescale(scaled, places));
  const negative = text.startsWith("-") && /[1-9]/.test(text);
  const [digits = "", part] = text.replace("-", "").split(".");
  const slots = [...wholePicture.replace(/S|MI|PL|PR|SG|TH|th/g, "")];
  const count = slots.filter((c) => /[09]/.test(c)).length;
  const left = digits === "0" && places + count > 0 && !slots.includes("0") ? [] : [...digits];
  const tooLong = left.length > count;
  let out = "";
  for (let i = slots.length - 1; i >= 0; i--) {
    const c = slots[i] ?? "";
    if (c === "0" || c === "9") {
      const digit = tooLong ? "#" : left.pop();
      const zeros = slots.slice(0, i + 1).includes("0");
      const last = partPicture === undefined && i === slots.length - 1 && digits === "0";
      out = (digit ?? (zeros || last ? "0" : fill ? " " : "")) + out;
    } else if (c === "," || c === "G") {
      const shown = tooLong || left.length > 0 || slots.slice(0, i).includes("0");
      out = (shown ? "," : fill ? " " : "") + out;
    } else if (c === "L") out = `$${out}`;
    else if (c !== '"') out = c + out;
  }
  const blank = /^ */.exec(out)?.[0] ?? "";
  const body = out.slice(blank.length);
  const fraction_ =
    part === undefined ? "" : `.${tooLong ? "#".repeat(places) : fill ? part : trimmed(part, partPicture ?? "")}`;
  if (/PR$/i.test(picture))
    return negative
      ? `${blank}<${body}${fraction_}>`
      : `${fill ? ` ${blank}` : ""}${body}${fraction_}${fill ? " " : ""}`;
  if (/MI$/i.test(picture)) return `${blank}${body}${fraction_}${negative ? "-" : fill ? " " : ""}`;
  if (/S$/.test(picture)) return `${blank}${body}${fraction_}${negative ? "-" : "+"}`;
  const sign = /^S/.test(picture) ? (negative ? "-" : "+") : negative ? "-" : fill ? " " : "";
  const made = `${fill ? blank : ""}${sign}${body}${fraction_}`;
  return /TH$/i.test(picture)
    ? made + (/TH$/.test(picture) ? suffix(Number(digits)).toUpperCase() : suffix(Number(digits)))
    : made;
}

function trimmed(part: string, picture: string): string {
  const kept = picture.lastIndexOf("0") + 1;
  let out = part;
  while (out.length > kept && out.endsWith("0")) out = out.slice(0, -1);
  return out;
}

function roman(n: number, fill: boolean): string {
  if (n < 1 || n > 3999) return "#".repeat(15);
  const parts: readonly (readonly [number, string])[] = [
    [1000, "M"],
    [900, "CM"],
    [500, "D"],
    [400, "CD"],
    [100, "C"],
    [90, "XC"],
    [50, "L"],
    [40, "XL"],
    [10, "X"],
    [9, "IX"],
    [5, "V"],
    [4, "IV"],
    [1, "I"],
  ];
  let out = "";
  let rest = n;
  for (const [size, letter] of parts)
    while (rest >= size) {
      out += letter;
      rest -= size;
    }
  return fill ? out.padStart(15) : out;
}

export const floatPicture = (n: number): Decimal =>
  parseDecimal(n.toFixed(10).replace(/0+$/, "0")) ?? new Decimal(0n, 0);
