// jsonwebtoken, to its documented interface, for keys that are shared (HS256, HS384, HS512).
const crypto = require("crypto");
const ms = require("ms");

class JsonWebTokenError extends Error {
  constructor(message, error) {
    super(message);
    this.name = "JsonWebTokenError";
    if (error) this.inner = error;
  }
}
class TokenExpiredError extends JsonWebTokenError {
  constructor(message, expiredAt) {
    super(message);
    this.name = "TokenExpiredError";
    this.expiredAt = expiredAt;
  }
}
class NotBeforeError extends JsonWebTokenError {
  constructor(message, date) {
    super(message);
    this.name = "NotBeforeError";
    this.date = date;
  }
}

const HMAC = { HS256: "sha256", HS384: "sha384", HS512: "sha512" };
const encode = (v) => Buffer.from(typeof v === "string" ? v : JSON.stringify(v)).toString("base64url");
const signature = (alg, key, text) =>
  alg === "none" ? "" : crypto.createHmac(HMAC[alg], key).update(text).digest("base64url");
const needsHmac = (alg) => {
  if (alg !== "none" && !HMAC[alg]) throw new Error(`drydock: the algorithm ${alg} of jsonwebtoken is not simulated`);
};
/** A point of time, from seconds or a span like `1h`, counted from another. */
const after = (span, from) => {
  if (typeof span === "number") return Math.floor(from + span);
  const n = typeof span === "string" ? ms(span) : undefined;
  return n === undefined ? undefined : Math.floor(from + n / 1000);
};
/** Errors are thrown, or told to the callback. */
const told = (done, run, tell = (...args) => done(...args)) => {
  if (typeof done !== "function") return run();
  let result;
  try {
    result = run();
  } catch (e) {
    tell(e);
    return undefined;
  }
  tell(null, result);
};
const SPAN = 'should be a number of seconds or string representing a timespan eg: "1d", "20h", 60';
const CLAIMS = { audience: "aud", issuer: "iss", subject: "sub", jwtid: "jti" };

function sign(payload, secret, options, done) {
  if (typeof options === "function") [options, done] = [{}, options];
  const o = options ?? {};
  return told(
    done,
    () => {
      const alg = o.algorithm ?? "HS256";
      if (!secret && alg !== "none") throw new Error("secretOrPrivateKey must have a value");
      if (payload === undefined) throw new Error("payload is required");
      const plain = payload !== null && typeof payload === "object" && !Buffer.isBuffer(payload);
      if (!plain) {
        const bad = ["expiresIn", "notBefore", "noTimestamp", "audience", "issuer", "subject", "jwtid"].filter(
          (k) => o[k] !== undefined,
        );
        if (bad.length) throw new Error(`invalid ${bad.join(",")} option for ${typeof payload} payload`);
      }
      needsHmac(alg);
      for (const k of ["expiresIn", "notBefore"])
        if (o[k] !== undefined && !Number.isInteger(o[k]) && !(typeof o[k] === "string" && o[k]))
          throw new Error(`"${k}" ${SPAN}`);
      const header = { alg, typ: plain ? "JWT" : undefined, kid: o.keyid, ...o.header };
      let claims = payload;
      if (plain) {
        claims = o.mutatePayload ? payload : { ...payload };
        for (const k of ["exp", "nbf", "iat"])
          if (claims[k] !== undefined && typeof claims[k] !== "number")
            throw new Error(`"${k}" should be a number of seconds`);
        if (claims.exp !== undefined && o.expiresIn !== undefined)
          throw new Error('Bad "options.expiresIn" option the payload already has an "exp" property.');
        if (claims.nbf !== undefined && o.notBefore !== undefined)
          throw new Error('Bad "options.notBefore" option the payload already has an "nbf" property.');
        const now = claims.iat ?? Math.floor(Date.now() / 1000);
        if (o.noTimestamp) delete claims.iat;
        else claims.iat = now;
        if (o.notBefore !== undefined) {
          claims.nbf = after(o.notBefore, now);
          if (claims.nbf === undefined) throw new Error(`"notBefore" ${SPAN}`);
        }
        if (o.expiresIn !== undefined) {
          claims.exp = after(o.expiresIn, now);
          if (claims.exp === undefined) throw new Error(`"expiresIn" ${SPAN}`);
        }
        for (const [option, claim] of Object.entries(CLAIMS)) {
          if (o[option] === undefined) continue;
          if (claims[claim] !== undefined)
            throw new Error(`Bad "options.${option}" option. The payload already has an "${claim}" property.`);
          claims[claim] = o[option];
        }
      }
      const text = `${encode(header)}.${encode(claims)}`;
      return `${text}.${signature(alg, secret, text)}`;
    },
    (...args) => setImmediate(() => done(...args)),
  );
}

function decode(token, options) {
  const parts = typeof token === "string" ? /^([\w-]+)\.([\w-]*)\.([\w-]*)$/.exec(token) : null;
  if (!parts) return null;
  let header;
  try {
    header = JSON.parse(Buffer.from(parts[1], "base64url").toString());
  } catch {
    return null;
  }
  let payload = Buffer.from(parts[2], "base64url").toString();
  try {
    payload = JSON.parse(payload);
  } catch {
    if (header.typ === "JWT") return null;
  }
  return options?.complete ? { header, payload, signature: parts[3] } : payload;
}

function verify(token, secret, options, done) {
  if (typeof options === "function") [options, done] = [{}, options];
  const o = options ?? {};
  const check = (key) => {
    if (o.nonce !== undefined && (typeof o.nonce !== "string" || !o.nonce.trim()))
      throw new JsonWebTokenError("nonce must be a non-empty string");
    if (!token) throw new JsonWebTokenError("jwt must be provided");
    if (typeof token !== "string") throw new JsonWebTokenError("jwt must be a string");
    const parts = token.split(".");
    if (parts.length !== 3) throw new JsonWebTokenError("jwt malformed");
    const whole = decode(token, { complete: true });
    if (!whole) throw new JsonWebTokenError("invalid token");
    const { alg } = whole.header;
    if (parts[2] === "" && key) throw new JsonWebTokenError("jwt signature is required");
    if (parts[2] !== "" && !key) throw new JsonWebTokenError("secret or public key must be provided");
    if (!key && !o.algorithms)
      throw new JsonWebTokenError('please specify "none" in "algorithms" to verify unsigned tokens');
    const allowed = o.algorithms ?? Object.keys(HMAC);
    if (!allowed.includes(alg)) throw new JsonWebTokenError("invalid algorithm");
    needsHmac(alg);
    const expected = Buffer.from(signature(alg, key, `${parts[0]}.${parts[1]}`));
    const given = Buffer.from(parts[2]);
    if (expected.length !== given.length || !crypto.timingSafeEqual(expected, given))
      throw new JsonWebTokenError("invalid signature");
    const { payload } = whole;
    const now = o.clockTimestamp ?? Math.floor(Date.now() / 1000);
    const slack = o.clockTolerance ?? 0;
    if (payload.nbf !== undefined && !o.ignoreNotBefore) {
      if (typeof payload.nbf !== "number") throw new JsonWebTokenError("invalid nbf value");
      if (payload.nbf > now + slack) throw new NotBeforeError("jwt not active", new Date(payload.nbf * 1000));
    }
    if (payload.exp !== undefined && !o.ignoreExpiration) {
      if (typeof payload.exp !== "number") throw new JsonWebTokenError("invalid exp value");
      if (now >= payload.exp + slack) throw new TokenExpiredError("jwt expired", new Date(payload.exp * 1000));
    }
    if (o.audience) {
      const wanted = [].concat(o.audience);
      const ok = [].concat(payload.aud).some((a) => wanted.some((w) => (w instanceof RegExp ? w.test(a) : w === a)));
      if (!ok) throw new JsonWebTokenError(`jwt audience invalid. expected: ${wanted.join(" or ")}`);
    }
    if (o.issuer && ![].concat(o.issuer).includes(payload.iss))
      throw new JsonWebTokenError(`jwt issuer invalid. expected: ${o.issuer}`);
    if (o.subject && payload.sub !== o.subject)
      throw new JsonWebTokenError(`jwt subject invalid. expected: ${o.subject}`);
    if (o.jwtid && payload.jti !== o.jwtid) throw new JsonWebTokenError(`jwt jwtid invalid. expected: ${o.jwtid}`);
    if (o.maxAge !== undefined) {
      if (typeof payload.iat !== "number") throw new JsonWebTokenError("iat required when maxAge is specified");
      const end = after(o.maxAge, payload.iat);
      if (end === undefined)
        throw new JsonWebTokenError(
          '"maxAge" should be a number of seconds or string representing a timespan eg: "1d", "20h", 60',
        );
      if (now >= end + slack) throw new TokenExpiredError("maxAge exceeded", new Date(end * 1000));
    }
    return o.complete ? whole : payload;
  };
  if (typeof secret !== "function") return told(done, () => check(secret));
  if (!done)
    throw new JsonWebTokenError("verify must be called asynchronous if secret or public key is provided as a callback");
  secret(decode(token, { complete: true })?.header ?? {}, (e, key) => {
    if (e) return done(new JsonWebTokenError(`error in secret or public key callback: ${e.message}`));
    told(done, () => check(key));
  });
}

module.exports = { sign, verify, decode, JsonWebTokenError, TokenExpiredError, NotBeforeError };
