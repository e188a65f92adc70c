import type { Connection } from "../../../kernel/network.ts";
import { concat, encode } from "../../../std/text.ts";
import type { Source } from "../../net/http/source.ts";
import { BsonError, type Doc, decodeDoc, docLength, encodeDoc } from "./bson.ts";

/*
 * How clients and mongod speak: MongoDB's own wire protocol over TCP, port 27017, as far as everyday clients need it.
 *
 * A message is OP_MSG: a head of four little-endian int32 (length of all, request id, the request it answers, 2013), then
 * int32 flag bits, then sections. Section kind 0 is one BSON document: the command with `$db`. Section kind 1 (int32 size, a
 * name with a zero byte, documents) is an array that belongs into the command under that name. Flag 1 (a checksum) and
 * compression are not spoken; flag 2 (moreToCome) in a request means that no answer is wanted. OP_QUERY and its kin, older
 * than version 3.6, are not spoken: the connection is closed.
 *
 * The first command is `hello` (or `isMaster`) with `client` metadata; its answer says maxWireVersion 25. Who has a password
 * logs in by `saslStart` with `mechanism: "PLAIN"`, payload `\0USER\0PASSWORD` and `$db` the database that the user is
 * kept in (admin); SCRAM is not simulated. Then come commands as documented: insert, find, getMore, update, delete,
 * findAndModify, count, distinct, aggregate, createIndexes, listDatabases, … (`commands.ts` has the list). An answer has `ok: 1`, or `ok: 0` with errmsg, code and codeName; writes may answer `ok: 1` with `writeErrors`.
 */

const OP_MSG = 2013;
/** The real server's bound. */
const LARGEST = 48_000_000;

export interface Message {
  readonly id: number;
  readonly body: Doc;
  readonly wantsAnswer: boolean;
}

/** Exactly `count` bytes; null when the stream ends before. */
async function exactly(source: Source, count: number): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  for (let left = count; left > 0; ) {
    const chunk = await source.some(left);
    if (!chunk) return null;
    parts.push(chunk);
    left -= chunk.length;
  }
  return concat(parts).slice();
}

/** The next message; null at the end of the connection, or when what came is none of this protocol. */
export async function readMessage(source: Source): Promise<Message | null> {
  const head = await exactly(source, 16);
  if (!head) return null;
  const numbers = new DataView(head.buffer, head.byteOffset, 16);
  const length = numbers.getInt32(0, true);
  if (numbers.getInt32(12, true) !== OP_MSG || length < 26 || length > LARGEST) return null;
  const rest = await exactly(source, length - 16);
  if (!rest) return null;
  try {
    const flags = new DataView(rest.buffer, rest.byteOffset).getInt32(0, true);
    if (flags & 1) return null;
    return { id: numbers.getInt32(4, true), body: bodyOf(rest), wantsAnswer: (flags & 2) === 0 };
  } catch (e) {
    if (e instanceof BsonError) return null;
    throw e;
  }
}

function bodyOf(bytes: Uint8Array): Doc {
  let body: Doc = new Map();
  const sequences: [string, Doc[]][] = [];
  for (let at = 4; at < bytes.length; ) {
    const kind = bytes[at++];
    const size = docLength(bytes, at);
    if (kind === 0) body = decodeDoc(bytes, at);
    else if (kind === 1) sequences.push(sequence(bytes, at, size));
    else throw new BsonError("an unknown section");
    at += size;
  }
  for (const [name, docs] of sequences) body.set(name, docs);
  return body;
}

function sequence(bytes: Uint8Array, at: number, size: number): [string, Doc[]] {
  const zero = bytes.indexOf(0, at + 4);
  const name = String.fromCharCode(...bytes.subarray(at + 4, zero));
  const docs: Doc[] = [];
  for (let from = zero + 1; from < at + size; from += docLength(bytes, from)) docs.push(decodeDoc(bytes, from));
  return [name, docs];
}

export async function sendMessage(
  to: Pick<Connection, "write">,
  body: Doc,
  id: number,
  answerTo: number,
): Promise<void> {
  const doc = encodeDoc(body);
  const head = new Uint8Array(21);
  const numbers = new DataView(head.buffer);
  numbers.setInt32(0, 21 + doc.length, true);
  numbers.setInt32(4, id, true);
  numbers.setInt32(8, answerTo, true);
  numbers.setInt32(12, OP_MSG, true);
  await to.write(concat([head, doc]));
}

/** The payload by which a client of ours logs in. */
export function plainPayload(user: string, password: string): Uint8Array {
  return encode(`\0${user}\0${password}`);
}
