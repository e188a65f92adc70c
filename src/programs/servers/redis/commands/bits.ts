import { decodeLossless, encodeLossless } from "../../../lib/bytes.ts";
import { type CommandTable, type Context, reads, whole, writes } from "../context.ts";
import { RedisError } from "../database.ts";
import { integer } from "../resp.ts";

const bytesOf = (c: Context, key: string) => encodeLossless(c.db.as(key, "string")?.text ?? "");

function offset(text: string | undefined): number {
  if (text === undefined || !/^\d{1,10}$/.test(text) || Number(text) >= 2 ** 32)
    throw new RedisError("ERR bit offset is not an integer or out of range");
  return Number(text);
}

/** Strings as rows of bits, the highest of each byte first. */
export const bits: CommandTable = {
  setbit: writes(4, (c, [key = "", at, value]) => {
    const n = offset(at);
    if (value !== "0" && value !== "1") throw new RedisError("ERR bit is not an integer or out of range");
    const old = bytesOf(c, key);
    const bytes = new Uint8Array(Math.max(old.length, (n >> 3) + 1));
    bytes.set(old);
    const mask = 128 >> (n & 7);
    const before = ((bytes[n >> 3] ?? 0) & mask) === 0 ? 0 : 1;
    bytes[n >> 3] = value === "1" ? (bytes[n >> 3] ?? 0) | mask : (bytes[n >> 3] ?? 0) & ~mask;
    c.db.set(key, { type: "string", text: decodeLossless(bytes) }, c.db.expiry(key));
    return integer(before);
  }),
  getbit: reads(3, (c, [key = "", at]) => {
    const n = offset(at);
    return integer(((bytesOf(c, key)[n >> 3] ?? 0) & (128 >> (n & 7))) === 0 ? 0 : 1);
  }),
  bitcount: reads(-2, (c, [key = "", start = "0", stop = "-1", unit]) => {
    if (unit !== undefined && unit.toUpperCase() !== "BYTE")
      throw new RedisError("ERR drydock: BITCOUNT … BIT is not simulated");
    const bytes = bytesOf(c, key);
    const place = (text: string) => (whole(text) < 0 ? bytes.length + whole(text) : whole(text));
    let n = 0;
    for (const b of bytes.subarray(Math.max(0, place(start)), place(stop) + 1)) for (let x = b; x; x >>= 1) n += x & 1;
    return integer(n);
  }),
};
