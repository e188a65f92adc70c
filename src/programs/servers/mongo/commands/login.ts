import { decode, encode } from "../../../../std/text.ts";
import { Binary, type Bson, type Doc, isDoc } from "../bson.ts";
import { MongoError } from "../errors.ts";
import type { Call } from "../server.ts";
import type { Account } from "../store.ts";
import { challengeOf, firstMessage, type Mechanism, saltOf, verify } from "./scram.ts";

/** How a client may log in. Our own clients spare themselves the work of SCRAM (see wire.ts). */
const MECHANISMS: readonly string[] = ["SCRAM-SHA-1", "SCRAM-SHA-256"] satisfies Mechanism[];

function isMechanism(name: string): name is Mechanism {
  return MECHANISMS.includes(name);
}

/** `hello` tells how the user it names may log in; nothing for one that is not known. */
export function mechanismsOf(call: Call): [string, Bson][] {
  const asked = call.command.get("saslSupportedMechs");
  if (typeof asked !== "string") return [];
  const at = asked.indexOf(".");
  const known = accountOf(call, asked.slice(0, at), asked.slice(at + 1));
  return known ? [["saslSupportedMechs", MECHANISMS]] : [];
}

function accountOf({ server }: Call, database: string, user: string): Account | undefined {
  return server.store.users.find((u) => u.user === user && u.database === database);
}

export async function saslStart(call: Call): Promise<Doc> {
  const { server, session, database, command } = call;
  const payload = command.get("payload");
  const mechanism = String(command.get("mechanism"));
  if (!(payload instanceof Binary)) throw new MongoError(14, "BSON field 'saslStart.payload' is of a wrong type");
  if (mechanism === "PLAIN") {
    const [, user = "", password = ""] = decode(payload.bytes).split("\0");
    const account = accountOf(call, database, user);
    if (account?.password !== password) return await refuse(call, "SCRAM-SHA-256", user, account);
    session.user = account;
    return step(true, "");
  }
  if (!isMechanism(mechanism))
    throw new MongoError(334, `Received authentication for mechanism ${mechanism} which is not enabled`);
  const first = firstMessage(payload.bytes);
  if (!first) throw new MongoError(2, "Incorrect number of arguments for first SCRAM client message, got 1 expected 4");
  const { chance } = server.p;
  const nonce = first.nonce + chance.hex("mongo nonce").slice(0, 32);
  const salt = saltOf(mechanism, encode(chance.hex("mongo salt").slice(0, 28)));
  const challenge = challengeOf(mechanism, nonce, salt);
  const account = accountOf(call, database, first.user);
  const options = command.get("options");
  session.login = {
    mechanism,
    user: first.user,
    account,
    first: first.bare,
    challenge,
    nonce,
    salt,
    short: isDoc(options) && options.get("skipEmptyExchange") === true,
    proved: false,
  };
  return step(false, challenge);
}

export async function saslContinue(call: Call): Promise<Doc> {
  const { session, command } = call;
  const payload = command.get("payload");
  const { login } = session;
  if (!login || !(payload instanceof Binary)) throw new MongoError(17, "No SASL session state found");
  // A client of the old way says nothing once more before it is done.
  if (login.proved) {
    session.login = undefined;
    return step(true, "");
  }
  const signature = verify(login, payload.bytes);
  if (signature === undefined) {
    session.login = undefined;
    return await refuse(call, login.mechanism, login.user, login.account);
  }
  session.user = login.account;
  session.login = login.short ? undefined : { ...login, proved: true };
  return step(login.short, signature);
}

function step(done: boolean, payload: string): Doc {
  return new Map<string, Bson>([
    ["conversationId", 1],
    ["done", done],
    ["payload", new Binary(encode(payload), 0)],
    ["ok", 1],
  ]);
}

async function refuse(call: Call, mechanism: Mechanism, user: string, found: Account | undefined): Promise<never> {
  const { server, session, database } = call;
  await server.log("ACCESS", 5_286_307, `conn${session.id}`, "Failed to authenticate", {
    client: session.remote,
    isSpeculative: false,
    isClusterMember: false,
    mechanism,
    user,
    db: database,
    error: found
      ? "AuthenticationFailed: SCRAM authentication failed, storedKey mismatch"
      : `UserNotFound: Could not find user "${user}" for db "${database}"`,
    result: found ? 18 : 11,
  });
  throw new MongoError(18, "Authentication failed.");
}
