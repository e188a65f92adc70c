import type { Answer } from "./exchange.ts";

/**
 * What a step of a request's way ends in: an answer; a status, for which an error page is looked up; another path to
 * begin anew with (a location's name with `@`).
 */
export type Outcome =
  | { readonly answer: Answer }
  | { readonly status: number; readonly location?: string; readonly extra?: readonly (readonly [string, string])[] }
  | { readonly redirect: string };
