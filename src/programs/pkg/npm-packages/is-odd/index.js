// is-odd.
module.exports = function isOdd(value) {
  const n = Math.abs(value);
  if (Number.isNaN(n) || (typeof value === "string" && value.trim() === "")) throw new TypeError("expected a number");
  if (!Number.isInteger(n)) throw new Error("expected an integer");
  if (!Number.isSafeInteger(n)) throw new Error("value exceeds maximum safe integer");
  return n % 2 === 1;
};
