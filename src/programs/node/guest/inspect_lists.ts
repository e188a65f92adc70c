// @ts-nocheck: code of the guest: it runs inside the engine, not here.

/** Arrays, bytes, sets, maps and their iterators as they are shown, long ones in columns. */
export function guestInspectLists(exports, internal) {
  const { formatValue, formatProperty, formatNumber, reduceToSingleString, width } = internal.require("inspect").parts;
  function formatArrayBuffer(ctx, value) {
    const bytes = new Uint8Array(value);
    const n = Math.min(ctx.maxArrayLength, bytes.length);
    let str = "";
    for (let i = 0; i < n; i++) str += (i ? " " : "") + bytes[i].toString(16).padStart(2, "0");
    const rest = bytes.length - n;
    if (rest > 0) str += ` ... ${rest} more byte${rest > 1 ? "s" : ""}`;
    return [`${ctx.stylize("[Uint8Contents]", "special")}: <${str}>`];
  }

  function formatArray(ctx, value, recurseTimes) {
    const length = value.length;
    const max = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = [];
    let shown = 0;
    let i = 0;
    for (; i < length && shown < max; i++) {
      if (!Object.hasOwn(value, i)) {
        let j = i;
        while (j < length && !Object.hasOwn(value, j)) j++;
        const n = j - i;
        output.push(ctx.stylize(`<${n} empty item${n > 1 ? "s" : ""}>`, "undefined"));
        i = j - 1;
      } else output.push(formatProperty(ctx, value, recurseTimes, i, 1));
      shown++;
    }
    const rest = length - i;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    return output;
  }

  function formatTyped(ctx, value, recurseTimes) {
    const length = value.length;
    const max = Math.min(Math.max(0, ctx.maxArrayLength), length);
    const output = new Array(max);
    const big = length > 0 && typeof value[0] === "bigint";
    for (let i = 0; i < max; i++)
      output[i] = big ? ctx.stylize(`${value[i]}n`, "bigint") : formatNumber(ctx.stylize, value[i]);
    if (length > max) output.push(`... ${length - max} more item${length - max > 1 ? "s" : ""}`);
    return output;
  }

  function formatSet(ctx, value, recurseTimes) {
    const output = [];
    const max = Math.min(Math.max(0, ctx.maxArrayLength), value.size);
    ctx.indentationLvl += 2;
    let i = 0;
    for (const v of Set.prototype.values.call(value)) {
      if (i >= max) break;
      output.push(formatValue(ctx, v, recurseTimes));
      i++;
    }
    const rest = value.size - max;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    ctx.indentationLvl -= 2;
    return output;
  }

  function formatMap(ctx, value, recurseTimes) {
    const output = [];
    const max = Math.min(Math.max(0, ctx.maxArrayLength), value.size);
    ctx.indentationLvl += 2;
    let i = 0;
    for (const [k, v] of Map.prototype.entries.call(value)) {
      if (i >= max) break;
      output.push(`${formatValue(ctx, k, recurseTimes)} => ${formatValue(ctx, v, recurseTimes)}`);
      i++;
    }
    const rest = value.size - max;
    if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? "s" : ""}`);
    ctx.indentationLvl -= 2;
    return output;
  }

  /** What a map's or set's iterator still has to give, by a copy that ends where it is put back: it cannot be looked into. */
  function iteratorText(ctx, value, tag, recurseTimes) {
    const rest = [];
    const items = internal.iterators.get(value);
    if (items) for (const v of items()) rest.push(v);
    const pairs = /^(?:Map|Set) Iterator$/.test(tag) && internal.iteratorKinds.get(value) === "entries";
    const shown = rest.map((v) => formatValue(ctx, v, recurseTimes + 1));
    const braces = [`[${pairs ? tag.replace("Iterator", "Entries") : tag}] {`, "}"];
    return shown.length
      ? reduceToSingleString(ctx, shown, "", braces, pairs ? 2 : 1, recurseTimes + 1, value)
      : `${braces[0]}  }`;
  }

  function groupArrayElements(ctx, output, value) {
    let totalLength = 0;
    let maxLength = 0;
    let i = 0;
    let outputLength = output.length;
    if (ctx.maxArrayLength < output.length) outputLength--;
    const separatorSpace = 2;
    const dataLen = new Array(outputLength);
    for (; i < outputLength; i++) {
      const len = ctx.colors ? width(output[i]) : width(output[i]);
      dataLen[i] = len;
      totalLength += len + separatorSpace;
      if (maxLength < len) maxLength = len;
    }
    const actualMax = maxLength + separatorSpace;
    if (actualMax * 3 + ctx.indentationLvl < ctx.breakLength && (totalLength / actualMax > 5 || maxLength <= 6)) {
      const approxCharHeights = 2.5;
      const averageBias = Math.sqrt(actualMax - totalLength / output.length);
      const biased = Math.max(actualMax - 3 - averageBias, 1);
      const columns = Math.min(
        Math.round(Math.sqrt(approxCharHeights * biased * outputLength) / biased),
        Math.floor((ctx.breakLength - ctx.indentationLvl) / actualMax),
        ctx.compact * 4,
        15,
      );
      if (columns <= 1) return output;
      const tmp = [];
      const maxLineLength = [];
      for (let c = 0; c < columns; c++) {
        let lineLength = 0;
        for (let j = c; j < output.length; j += columns) if (dataLen[j] > lineLength) lineLength = dataLen[j];
        maxLineLength.push(lineLength + separatorSpace);
      }
      let order = String.prototype.padStart;
      if (value !== undefined)
        for (let k = 0; k < output.length; k++)
          if (typeof value[k] !== "number" && typeof value[k] !== "bigint") {
            order = String.prototype.padEnd;
            break;
          }
      for (let k = 0; k < outputLength; k += columns) {
        const max = Math.min(k + columns, outputLength);
        let str = "";
        let j = k;
        for (; j < max - 1; j++) {
          const padding = maxLineLength[j - k] + output[j].length - dataLen[j];
          str += order.call(`${output[j]}, `, padding, " ");
        }
        if (order === String.prototype.padStart) {
          const padding = maxLineLength[j - k] + output[j].length - dataLen[j] - separatorSpace;
          str += output[j].padStart(padding, " ");
        } else str += output[j];
        tmp.push(str);
      }
      if (ctx.maxArrayLength < output.length) tmp.push(output[outputLength]);
      output = tmp;
    }
    return output;
  }

  Object.assign(exports, {
    formatArrayBuffer,
    formatArray,
    formatTyped,
    formatSet,
    formatMap,
    iteratorText,
    groupArrayElements,
  });
}
