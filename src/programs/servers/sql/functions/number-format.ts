import { decimalOf } from "../values/cast.ts";
import { toNumber } from "../values/compare.ts";
import { decimalText, parseDecimal, rescale } from "../values/decimal.ts";
import { type Decimal, Float } from "../values/value.ts";

/** PostgreSQL's to_char for numbers: `999,990.00`, with FM for no padding. */
export function decimalFormat(v: number | Decimal | Float, format: string): string {
  const fill = !/^FM/i.test(format);
  const picture = format.replace(/^FM/i, "");
  const [wholePicture = "", partPicture] = picture.split(/[.D]/);
  const places = (partPicture?.match(/[09]/g) ?? []).length;
  const d = v instanceof Float ? parseDecimal(toNumber(v).toFixed(places)) : decimalOf(v);
  if (!d) return "";
  const text = decimalText(rescale(d, places));
  const negative = text.startsWith("-");
  const [digits = "", part] = text.replace("-", "").split(".");
  let left = digits === "0" && !/0/.test(wholePicture) ? [] : [...digits];
  if (left.length > (wholePicture.match(/[09]/g) ?? []).length) return wholePicture.replace(/[09]/g, "#");
  let out = "";
  let forced = false;
  const slots = [...wholePicture];
  for (let i = slots.length - 1; i >= 0; i--) {
    const c = slots[i] ?? "";
    if (/[09]/.test(c)) {
      const digit = left.pop();
      forced = slots.slice(0, i + 1).includes("0");
      out = (digit ?? (forced ? "0" : " ")) + out;
    } else if (c === "," || c === "G") out = (left.length > 0 || slots.slice(0, i).includes("0") ? "," : " ") + out;
    else out = c + out;
  }
  left = [];
  const sign = negative ? "-" : fill ? " " : "";
  const blank = out.match(/^ */)?.[0] ?? "";
  const shown = `${fill ? blank : ""}${sign}${out.slice(blank.length)}`;
  return part === undefined ? shown : `${shown}.${fill ? part : trimPart(part, partPicture ?? "")}`;
}

/** Without the zeros at the end for which the picture has a 9. */
function trimPart(part: string, picture: string): string {
  const kept = picture.lastIndexOf("0") + 1;
  let out = part;
  while (out.length > kept && out.endsWith("0")) out = out.slice(0, -1);
  return out;
}
