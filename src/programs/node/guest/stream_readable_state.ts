// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** What a readable stream knows of itself. */
export function guestStreamReadableState(exports, internal) {
  const { flags, valueFlag, sharedState, beginState, kState } = internal.require("stream_destroy");
  const BITS = {
    ended: 1 << 9,
    endEmitted: 1 << 10,
    reading: 1 << 11,
    sync: 1 << 12,
    needReadable: 1 << 13,
    emittedReadable: 1 << 14,
    readableListening: 1 << 15,
    resumeScheduled: 1 << 16,
    multiAwaitDrain: 1 << 17,
    readingMore: 1 << 18,
    dataEmitted: 1 << 19,
    dataListening: 1 << 27,
  };
  const UTF8 = 1 << 20;
  const [DECODER, ENCODING] = [1 << 21, 1 << 22];
  const [HAS_FLOWING, FLOWING, HAS_PAUSED, PAUSED] = [1 << 23, 1 << 24, 1 << 25, 1 << 26];
  const kDefaultEncodingValue = Symbol("kDefaultEncodingValue");

  function ReadableState(o, isDuplex) {
    this[kState] = 0;
    this.highWaterMark = 0;
    this.buffer = [];
    this.bufferIndex = 0;
    this.length = 0;
    this.pipes = [];
    this.awaitDrainWriters = null;
    beginState(this, o, "readable");
    if (!isDuplex && o && o.readableObjectMode) this.objectMode = Boolean(o.objectMode);
    this[kState] |= BITS.sync;
    this.defaultEncoding = (o && o.defaultEncoding) || "utf8";
    if (o && o.encoding) decode(this, o.encoding);
  }
  sharedState(ReadableState.prototype);
  flags(ReadableState.prototype, BITS);
  valueFlag(ReadableState.prototype, "decoder", DECODER, Symbol("kDecoderValue"), null);
  valueFlag(ReadableState.prototype, "encoding", ENCODING, Symbol("kEncodingValue"), null);
  const lookUp = (name, get, set) => Object.defineProperty(ReadableState.prototype, name, { get, set });
  /** Unknown, or whether: two bits. */
  const whether = (name, has, is) =>
    lookUp(
      name,
      function () {
        return this[kState] & has ? (this[kState] & is) !== 0 : null;
      },
      function (value) {
        this[kState] &= ~(has | is);
        if (value !== null && value !== undefined) this[kState] |= value ? has | is : has;
      },
    );
  whether("flowing", HAS_FLOWING, FLOWING);
  whether("paused", HAS_PAUSED, PAUSED);
  lookUp(
    "defaultEncoding",
    function () {
      return this[kState] & UTF8 ? "utf8" : this[kDefaultEncodingValue];
    },
    function (value) {
      if (/^utf-?8$/i.test(value)) this[kState] |= UTF8;
      else {
        this[kState] &= ~UTF8;
        this[kDefaultEncodingValue] = value;
      }
    },
  );
  lookUp("pipesCount", function () {
    return this.pipes.length;
  });
  function decode(st, encoding) {
    const { StringDecoder } = internal.require("string_decoder");
    st.decoder = new StringDecoder(encoding);
    st.encoding = st.decoder.encoding;
  }
  Object.assign(exports, { ReadableState, decode });
}
