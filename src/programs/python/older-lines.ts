/**
 * Where lines of the library that tracebacks show stood before 3.14: `path now:before ...`. Compared with CPython 3.13's files; only
 * numbers are kept.
 */
const TABLE = `
threading.py 586:576 989:969 1024:994 1082:1043 1124:1085 1126:1087
asyncio/runners.py 127:118 132:123 166:157 201:192 204:195
asyncio/base_events.py 550:556 634:640 677:683 706:712 719:725 1119:1117 1168:1166 1173:1171 1176:1174 1418:1413 1472:1467 1509:1504 2008:2004
asyncio/tasks.py 487:506 488:507 702:718
asyncio/timeouts.py 114:116
asyncio/taskgroups.py 72:71 174:173
json/__init__.py 181:179 235:231 242:238 298:293 345:339 352:346 365:359
json/encoder.py 183:180 203:200 264:261 329:326 386:376 420:407 451:431 453:433
unittest/mock.py 696:690 946:940 954:948 964:958 985:979 996:990 997:991 1175:1169 1179:1173 1234:1228 2326:2321 2360:2355 2369:2364 2387:2382 2397:2392 2464:2459 3129:3111
subprocess.py 397:397 414:414 419:419 472:472 554:554 556:556 577:577 1038:1039 1607:1609 1989:1972 2075:2058 2145:2121 2153:2129
http/server.py 143:136 479:424 491:436 493:438
random.py 304:305 322:323 339:340 353:351 354:352 436:434
urllib/request.py 187:189 345:347 464:466 487:489 493:495 504:506 531:533 602:604 611:613 1245:1243 1287:1285 1324:1322 1350:1348
socket.py 298:295 725:719 846:840 855:849 870:864 983:977
http/client.py 297:297 305:305 336:336 1023:1032 1057:1066 1113:1122 1353:1362 1358:1367 1404:1413 1450:1459
queue.py 90:93 156:159 169:172 196:199 209:212 352:353
concurrent/futures/_base.py 311:317 395:401 441:447 443:449 448:454 450:456 452:458 477:483 484:490 488:494 639:619
enum.py 707:726 774:793 1192:1203
dataclasses.py 687:627 917:860 1432:1295 1442:1305
_strptime.py 555:452 558:455
statistics.py 177:490 343:637 369:660 391:682 441:732 620:1207 1762:1236
fractions.py 261:256
configparser.py 731:714 840:823 897:880 950:933 1001:985 1018:1002 1038:1022 1121:1107 1162:1148 1202:1188 1305:1280 1315:1290 1400:1375
shutil.py 293:240 313:260 489:428 529:468 552:491
os.py 236:228 706:714 709:717 725:733 774:782 788:796
csv.py 177:178 184:185 220:221 225:226
tarfile.py 1749:1767 1904:1914
re/_parser.py 370:369 443:442 447:446 460:459 544:543 568:567 591:590 687:686 780:779 820:827 858:865 973:980 978:985
re/_compiler.py 762:748
copy.py 90:88 146:152 157:163
ast.py 67:71
base64.py 85:88
uuid.py 219:181
xml/etree/ElementTree.py 1352:1342 1368:1358 1392:1382 1723:1713 1725:1715 1732:1722 1750:1740
collections/__init__.py 418:415 466:463
multiprocessing/process.py 108:108 121:121 320:313
multiprocessing/pool.py 48:48 51:51 125:125 191:191 360:360 367:367 375:375 770:770 774:774 868:868
multiprocessing/queues.py 88:88 107:107 112:112 114:114 262:262 332:332 391:391
concurrent/futures/process.py 203:203 254:254 617:617
`;

const lines: ReadonlyMap<string, readonly (readonly [now: number, before: number])[]> = new Map(
  TABLE.trim()
    .split("\n")
    .map((row) => {
      const [path = "", ...pairs] = row.split(" ");
      return [
        path,
        pairs.map((pair) => {
          const [now = 0, before = 0] = pair.split(":").map(Number);
          return [now, before] as const;
        }),
      ] as const;
    }),
);

/** The files whose lines are moved. */
export const movedFiles: ReadonlySet<string> = new Set(lines.keys());

/**
 * Puts those lines where they stood: empty lines are added before them, or what says nothing is left out (empty lines and comments, then
 * lines of descriptions). A line for which there is not enough of that stays where it comes to stand.
 */
export function moveLines(path: string, source: string): string {
  const all = source.split("\n");
  const kinds = classify(all);
  const out: string[] = [];
  let from = 0;
  for (const [now, before] of lines.get(path) ?? []) {
    const part = Array.from({ length: now - 1 - from }, (_, n) => from + n);
    out.push(...pad(part, before - 1 - out.length, all, kinds));
    from = now - 1;
  }
  return [...out, ...all.slice(from)].join("\n");
}

/** `code` stays; `empty` and `text` may go, in this order. */
type Kind = "code" | "empty" | "text";

function pad(part: readonly number[], wanted: number, all: readonly string[], kinds: readonly Kind[]): string[] {
  const line = (n: number) => all[n] ?? "";
  if (wanted >= part.length) {
    // Empty lines stand before the last empty one, which lies between two definitions.
    const at = part.findLastIndex((n) => kinds[n] === "empty" && line(n) === "");
    const added = Array<string>(wanted - part.length).fill("");
    return at < 0 ? part.map(line) : [...part.slice(0, at).map(line), ...added, ...part.slice(at).map(line)];
  }
  let surplus = part.length - wanted;
  const gone = new Set<number>();
  for (const kind of ["empty", "text"] as const)
    for (const n of part)
      if (surplus > 0 && kinds[n] === kind) {
        gone.add(n);
        surplus--;
      }
  return surplus > 0 ? part.map(line) : part.filter((n) => !gone.has(n)).map(line);
}

/** Which lines stand inside of a text of three quotes, and which hold nothing or a comment. */
function classify(all: readonly string[]): Kind[] {
  let quote = "";
  return all.map((line) => {
    const inside = quote !== "";
    for (const [mark] of line.matchAll(inside || /["']{3}/.test(line) ? /"""|'''|#.*/g : /(?!)/g)) {
      if (mark.startsWith("#")) {
        if (!quote) break;
        continue;
      }
      if (quote === "") quote = mark;
      else if (quote === mark) quote = "";
    }
    if (inside) return quote !== "" ? "text" : "code";
    return quote === "" && /^\s*(?:#.*)?$/.test(line) ? "empty" : "code";
  });
}
