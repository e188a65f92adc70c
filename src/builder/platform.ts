import { ApiError } from "../api/errors.ts";
import { parsePlatform, withoutUsualVariant } from "../api/platform.ts";

export interface Platform {
  readonly os: string;
  readonly architecture: string;
  readonly variant: string;
}

/** What the builder itself runs on. */
export const PLATFORM: Platform = { os: "linux", architecture: "amd64", variant: "" };

/** A platform as `--platform` gives it; nothing is the builder's own. Throws ApiError. */
export function platformOf(text: string): Platform {
  if (text === "") return PLATFORM;
  const [os = "", architecture = "", variant = ""] = withoutUsualVariant(parsePlatform(text)).split("/");
  return { os, architecture, variant };
}

/** The same for `FROM --platform`: the words for what it is not, or undefined. */
export function platformMistake(text: string): string | undefined {
  try {
    platformOf(text);
    return undefined;
  } catch (e) {
    if (e instanceof ApiError) return e.message;
    throw e;
  }
}

export function platformName({ os, architecture, variant }: Platform): string {
  return `${os}/${architecture}${variant && `/${variant}`}`;
}
