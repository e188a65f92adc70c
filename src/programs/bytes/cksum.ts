import { isErrno } from "../../std/errno.ts";
import type { Tool } from "../lib/flavour.ts";
import { openInput } from "../lib/input.ts";
import { type Call, defineTool } from "../lib/tool.ts";

/** A sum over bytes, and how a line shows it. */
interface Sum {
  add(bytes: Uint8Array): void;
  line(length: number, name: string | undefined): string;
}

/** The POSIX check sum: a CRC over the bytes and their count. */
export const cksum = createSum("cksum", "", () => {
  let crc = 0;
  const take = (byte: number) => {
    crc = ((crc << 8) ^ (TABLE[((crc >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  };
  return {
    add: (bytes) => bytes.forEach(take),
    line(length, name) {
      for (let n = length; n > 0; n = Math.floor(n / 256)) take(n % 256);
      return `${~crc >>> 0} ${length}${name === undefined ? "" : ` ${name}`}`;
    },
  };
});

/** 16 bits turned by one for each byte (BSD), or with -s added up (System V). */
export const sum = createSum("sum", "rs", (c) => (c.options.has("s") ? systemV() : bsd()));

function bsd(): Sum {
  let value = 0;
  return {
    add(bytes) {
      for (const byte of bytes) value = ((value >>> 1) + ((value & 1) << 15) + byte) & 0xffff;
    },
    line: (length, name) =>
      `${String(value).padStart(5, "0")} ${String(Math.ceil(length / 1024)).padStart(5)}${name === undefined ? "" : ` ${name}`}`,
  };
}

function systemV(): Sum {
  let value = 0;
  return {
    add(bytes) {
      for (const byte of bytes) value = (value + byte) >>> 0;
    },
    line(length, name) {
      const folded = (value & 0xffff) + (value >>> 16);
      const shown = (folded & 0xffff) + (folded >>> 16);
      return `${shown} ${Math.ceil(length / 512)}${name === undefined ? "" : ` ${name}`}`;
    },
  };
}

function createSum(name: string, short: string, start: (c: Call) => Sum): Tool {
  return defineTool(
    { name, syntax: { short, long: short ? { sysv: "s" } : {} }, usage: "[OPTION]... [FILE]..." },
    async (c) => {
      for (const path of c.operands) await show(c, path, start(c));
      if (!c.operands.length) await show(c, undefined, start(c));
      return c.status;
    },
  );
}

async function show(c: Call, path: string | undefined, sum: Sum): Promise<void> {
  try {
    const input = await openInput(c.p, path ?? "-");
    let length = 0;
    for (let chunk = await input.read(); chunk; chunk = await input.read()) {
      length += chunk.length;
      sum.add(chunk);
    }
    input.close();
    await c.out.write(`${sum.line(length, path)}\n`);
  } catch (e) {
    if (!isErrno(e) || e.code === "EPIPE") throw e;
    await c.complain(`${c.quoteIfNeeded(path ?? "-")}: ${e.strerror}`);
  }
}

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let crc = n << 24;
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x80000000 ? (crc << 1) ^ 0x04c11db7 : crc << 1;
  return crc >>> 0;
});
