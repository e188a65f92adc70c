import type { Connection } from "../../../kernel/network.ts";
import { concat, decode, encode } from "../../../std/text.ts";
import type { Source } from "../../net/http/source.ts";
import { BsonError, type Doc, decodeDoc, docLength, encodeDoc } from "./bson.ts";

/*
 * How clients and mongod speak: MongoDB's own wire protocol over TCP, port 27017, as far as everyday clients need it.
 *
 * A message is OP_MSG: a head of four little-endian int32 (length of all, request id, the request it answers, 2013), then
 * int32 flag bits, then sections. Section kind 0 is one BSON document: the command with `$db`. Section kind 1 (int32 size, a
 * name with a zero byte, documents) is an array that belongs into the command under that name. Flag 1 (a checksum) and
 * compression are not spoken; flag 2 (moreToCome) in a request means that no answer is wanted. Of what is older, the server
 * still knows OP_QUERY (2004) for a driver's very first `hello`: int32 flags, a name that ends in `.$cmd` with a zero byte, two
 * int32, the document. It is answered by OP_REPLY (1): int32 flags, int64 cursor, int32 from, int32 count, the document.
 * Of anything else the connection is closed.
 *
 * The first command is `hello` (or `isMaster`) with `client` metadata; its answer says maxWireVersion 25. Who has a password
 * logs in by SCRAM (`commands/scram.ts`), `$db` the database that the user is kept in (admin). Clients of ours may say the
 * password as it is, which the real server would not have: `saslStart` with `mechanism: "PLAIN"`, payload
 * `\0USER\0PASSWORD`. Then come commands as documented: insert, find, getMore, update, delete,
 * findAndModify, count, distinct, aggregate, createIndexes, listDatabases, … (`commands.ts` has the list). An answer has `ok: 1`, or `ok: 0` with errmsg, code and codeName; writes may answer `ok: 1` with `writeErrors`.
 */

const OP_MSG = 2013;
const OP_QUERY = 2004;
const OP_REPLY = 1;
/** The real server's bound. */
const LARGEST = 48_000_000;

export interface Message {
  readonly id: number;
  readonly body: Doc;
  readonly wantsAnswer: boolean;
  /** It came as OP_QUERY, and is answered by OP_REPLY. */
  readonly old: boolean;
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
  const kind = numbers.getInt32(12, true);
  if ((kind !== OP_MSG && kind !== OP_QUERY) || length < 26 || length > LARGEST) return null;
  const rest = await exactly(source, length - 16);
  if (!rest) return null;
  const id = numbers.getInt32(4, true);
  try {
    if (kind === OP_QUERY) {
      const zero = rest.indexOf(0, 4);
      const database = decode(rest.subarray(4, zero)).replace(/\.\$cmd$/, "");
      return { id, body: decodeDoc(rest, zero + 9).set("$db", database), wantsAnswer: true, old: true };
    }
    const flags = new DataView(rest.buffer, rest.byteOffset).getInt32(0, true);
    if (flags & 1) return null;
    return { id, body: bodyOf(rest), wantsAnswer: (flags & 2) === 0, old: false };
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

/** Sends a command, or the answer to a message. */
export async function sendMessage(
  to: Pick<Connection, "write">,
  body: Doc,
  id: number,
  answerTo?: Pick<Message, "id" | "old">,
): Promise<void> {
  const doc = encodeDoc(body);
  const old = answerTo?.old === true;
  const head = new Uint8Array(old ? 36 : 21);
  const numbers = new DataView(head.buffer);
  numbers.setInt32(0, head.length + doc.length, true);
  numbers.setInt32(4, id, true);
  numbers.setInt32(8, answerTo?.id ?? 0, true);
  numbers.setInt32(12, old ? OP_REPLY : OP_MSG, true);
  if (old) {
    // The flag says that the server can wait for documents; one document follows.
    numbers.setInt32(16, 8, true);
    numbers.setInt32(32, 1, true);
  }
  await to.write(concat([head, doc]));
}

/** The payload by which a client of ours logs in. */
export function plainPayload(user: string, password: string): Uint8Array {
  return encode(`\0${user}\0${password}`);
}
