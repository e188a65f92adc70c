import { hmac } from "@noble/hashes/hmac.js";
import { md5, sha1 } from "@noble/hashes/legacy.js";
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { fromBase64, toBase64 } from "../../../../std/base64.ts";
import { concat, decode, encode } from "../../../../std/text.ts";
import { hexOfBytes } from "../bson.ts";
import type { Account } from "../store.ts";

/*
 * SCRAM (RFC 5802, 7677), the server's side. Client: `n,,n=USER,r=NONCE`. Server: `r=NONCE+OURS,s=SALT,i=COUNT`. Client:
 * `c=biws,r=NONCE+OURS,p=PROOF`. The proof is the client's key, xor the HMAC of all that was said by the stored key, which
 * is the hash of the client's key; who knows the password alone has the client's key. Server: `v=SIGNATURE`.
 */

export type Mechanism = "SCRAM-SHA-1" | "SCRAM-SHA-256";

/** By mechanism: the hash and how often MongoDB runs it over the password. */
const HASHES = {
  "SCRAM-SHA-1": { hash: sha1, size: 20, count: 10_000 },
  "SCRAM-SHA-256": { hash: sha256, size: 32, count: 15_000 },
} as const;

/** A login that has begun: what was said and what is left to be proved. */
export interface Conversation {
  readonly mechanism: Mechanism;
  readonly user: string;
  readonly account: Account | undefined;
  readonly first: string;
  readonly challenge: string;
  readonly nonce: string;
  readonly salt: Uint8Array;
  /** The client wants to be told `done` together with the signature. */
  readonly short: boolean;
  readonly proved: boolean;
}

/** The user that a client's first message names, and its nonce; undefined when it is none. */
export function firstMessage(payload: Uint8Array): { user: string; nonce: string; bare: string } | undefined {
  const m = /^n,[^,]*,(n=([^,]*),r=([^,]+).*)$/.exec(decode(payload));
  if (!m) return undefined;
  const [, bare = "", user = "", nonce = ""] = m;
  return { user: user.replaceAll("=2C", ",").replaceAll("=3D", "="), nonce, bare };
}

export function challengeOf(mechanism: Mechanism, nonce: string, salt: Uint8Array): string {
  return `r=${nonce},s=${toBase64(salt)},i=${HASHES[mechanism].count}`;
}

/** What the server says when the proof is right; undefined when it is not. */
export function verify(c: Conversation, payload: Uint8Array): string | undefined {
  const m = /^(c=[^,]*,r=([^,]+)),p=(.+)$/.exec(decode(payload));
  if (!m || !c.account || m[2] !== c.nonce) return undefined;
  const { hash, size, count } = HASHES[c.mechanism];
  // The older mechanism is over a digest of the password, not the password itself.
  const secret =
    c.mechanism === "SCRAM-SHA-1"
      ? hexOfBytes(md5(encode(`${c.account.user}:mongo:${c.account.password}`)))
      : c.account.password.normalize("NFKC");
  const salted = pbkdf2(hash, encode(secret), c.salt, { c: count, dkLen: size });
  const said = encode(`${c.first},${c.challenge},${m[1]}`);
  const stored = hash(hmac(hash, salted, encode("Client Key")));
  const signature = hmac(hash, stored, said);
  const proof = fromBase64(m[3] ?? "");
  if (proof?.length !== size) return undefined;
  const key = proof.map((b, i) => b ^ (signature[i] ?? 0));
  if (hexOfBytes(hash(key)) !== hexOfBytes(stored)) return undefined;
  return `v=${toBase64(hmac(hash, hmac(hash, salted, encode("Server Key")), said))}`;
}

/** Bytes of a salt: the mechanism's hash less four. */
export function saltOf(mechanism: Mechanism, chance: Uint8Array): Uint8Array {
  return concat([chance, chance]).slice(0, HASHES[mechanism].size - 4);
}
