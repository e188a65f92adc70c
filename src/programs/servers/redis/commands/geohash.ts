// Places on the earth as numbers of 52 bits: 26 of the longitude and 26 of the latitude in turn, so that what is near has codes
// that begin alike.

export interface Point {
  readonly lon: number;
  readonly lat: number;
}

const STEPS = 26;
const MAX_LAT = 85.05112878;
const EARTH = 6_372_797.560856;

const radians = (degrees: number) => degrees * (Math.PI / 180);

/** Bits of two numbers in turn, the second's first. */
function interleaved(x: number, y: number, steps: number): bigint {
  let code = 0n;
  for (let i = steps - 1; i >= 0; i--)
    code = (code << 2n) | (((BigInt(y) >> BigInt(i)) & 1n) << 1n) | ((BigInt(x) >> BigInt(i)) & 1n);
  return code;
}

const cell = (value: number, min: number, max: number) => Math.floor(((value - min) / (max - min)) * 2 ** STEPS);

export const codeOf = (p: Point): bigint => interleaved(cell(p.lat, -MAX_LAT, MAX_LAT), cell(p.lon, -180, 180), STEPS);

/** The middle of the cell that a code names. */
export function pointOf(code: number): Point {
  let lat = 0;
  let lon = 0;
  const bits = BigInt(Math.trunc(code));
  for (let i = STEPS - 1; i >= 0; i--) {
    lat = lat * 2 + Number((bits >> BigInt(2 * i)) & 1n);
    lon = lon * 2 + Number((bits >> BigInt(2 * i + 1)) & 1n);
  }
  const middle = (n: number, min: number, max: number) => {
    const low = min + (n / 2 ** STEPS) * (max - min);
    const high = min + ((n + 1) / 2 ** STEPS) * (max - min);
    return (low + high) / 2;
  };
  return {
    lon: Math.max(-180, Math.min(180, middle(lon, -180, 180))),
    lat: Math.max(-MAX_LAT, Math.min(MAX_LAT, middle(lat, -MAX_LAT, MAX_LAT))),
  };
}

/** The great circle's length in metres, by the haversine formula. */
export function distance(a: Point, b: Point): number {
  const [lat1, lat2] = [radians(a.lat), radians(b.lat)];
  const v = Math.sin((radians(b.lon) - radians(a.lon)) / 2);
  if (v === 0) return EARTH * Math.abs(lat2 - lat1);
  const u = Math.sin((lat2 - lat1) / 2);
  return 2 * EARTH * Math.asin(Math.sqrt(u * u + Math.cos(lat1) * Math.cos(lat2) * v * v));
}

export function inBox(centre: Point, [width, height]: readonly [number, number], p: Point): boolean {
  if (EARTH * Math.abs(radians(p.lat) - radians(centre.lat)) > height / 2) return false;
  return distance({ lon: centre.lon, lat: p.lat }, p) <= width / 2;
}

const ALPHABET = "0123456789bcdefghjkmnpqrstuvwxyz";

/** The usual text of eleven letters, which counts latitudes from -90 to 90. */
export function geohash(code: number): string {
  const p = pointOf(code);
  const bits = interleaved(
    Math.floor(((p.lat + 90) / 180) * 2 ** STEPS),
    Math.floor(((p.lon + 180) / 360) * 2 ** STEPS),
    STEPS,
  );
  let out = "";
  for (let i = 0; i < 11; i++) {
    // The last letter would need bits that are not there.
    const index = i === 10 ? 0 : Number((bits >> BigInt(52 - (i + 1) * 5)) & 31n);
    out += ALPHABET[index];
  }
  return out;
}
