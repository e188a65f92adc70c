/** A score or float as replies show it: whole numbers as such, others as short as they can be. */
export function showFloat(value: number): string {
  if (value === Number.POSITIVE_INFINITY) return "inf";
  if (value === Number.NEGATIVE_INFINITY) return "-inf";
  if (Number.isNaN(value)) return "nan";
  if (Number.isInteger(value) && Math.abs(value) < 2 ** 52) return Object.is(value, -0) ? "-0" : String(value);
  // The digits without leading zeros, and the power of ten behind the last of them.
  const [mantissa = "", exponent = "0"] = Math.abs(value).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const last = Number(exponent) - (digits.length - 1);
  const sign = value < 0 ? "-" : "";
  const size = Math.abs(Number(exponent));
  if (last >= 0 && size < digits.length + 7) return `${sign}${digits}${"0".repeat(last)}`;
  if (last < 0 && (last > -7 || size < 4)) {
    const point = digits.length + last;
    return point > 0
      ? `${sign}${digits.slice(0, point)}.${digits.slice(point)}`
      : `${sign}0.${"0".repeat(-point)}${digits}`;
  }
  return `${sign}${digits[0]}${digits.length > 1 ? `.${digits.slice(1)}` : ""}e${Number(exponent) < 0 ? "-" : "+"}${size}`;
}

/** What INCRBYFLOAT and its kin keep: a sum without the noise of binary fractions, never with an exponent. */
export function showSum(value: number): string {
  if (!Number.isFinite(value)) return showFloat(value);
  const short = String(Number(value.toPrecision(15)));
  if (!short.includes("e")) return short;
  return Math.abs(value) < 1 ? value.toFixed(17).replace(/\.?0+$/, "") : BigInt(Math.round(value)).toString();
}
