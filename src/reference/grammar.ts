/*
 * The grammar of image names, as the distribution project defines it:
 *
 *   reference        = name [ ":" tag ] [ "@" digest ]
 *   name             = [ domain "/" ] path
 *   domain           = host [ ":" port ]
 *   host             = name labels joined by "."  |  an IPv6 address in brackets
 *   label            = letters and digits, with "-" inside
 *   path             = component { "/" component }
 *   component        = lower-case letters and digits, with one ".", one or two "_", or any number of "-" between them
 *   tag              = a letter, digit or "_", then up to 127 of those, "." and "-"
 *   digest           = algorithm ":" at least 32 hex digits
 */
const label = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])";
const host = `(?:${label}(?:\\.${label})*|\\[(?:[a-fA-F0-9:]+)\\])`;
const domain = `${host}(?::[0-9]+)?`;
const component = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";
const path = `${component}(?:/${component})*`;
const tag = "[\\w][\\w.-]{0,127}";
const digest = "[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}";

/** A whole reference: domain, path, tag, digest. */
export const REFERENCE = new RegExp(`^(?:(${domain})/)?(${path})(?::(${tag}))?(?:@(${digest}))?$`);
/** An image id without its algorithm: no name may look like one. */
export const IDENTIFIER = /^[a-f0-9]{64}$/;

/** Hex digits that each known digest algorithm gives. */
export const DIGEST_LENGTH: ReadonlyMap<string, number> = new Map([
  ["sha256", 64],
  ["sha384", 96],
  ["sha512", 128],
]);

/** Characters that a repository's path may have, `library/` included. */
export const MAX_PATH = 255;
