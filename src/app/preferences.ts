/** What the visitor chose for this page; kept in localStorage where that can be had. */
export interface Preferences {
  theme?: "dark" | "light";
  fontSize?: number;
  language?: string;
  /** What the terminals print is also there for a screen reader. */
  screenReader?: boolean;
  /** Width of the engine panel in pixels. */
  panel?: number;
}

const KEY = "drydock.preferences";

export function loadPreferences(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    if (typeof stored !== "object" || stored === null) return {};
    const { theme, fontSize, language, panel, screenReader } = stored as Record<string, unknown>;
    return {
      ...(theme === "dark" || theme === "light" ? { theme } : {}),
      ...(typeof fontSize === "number" && fontSize >= 8 && fontSize <= 32 ? { fontSize } : {}),
      ...(typeof language === "string" ? { language } : {}),
      ...(typeof screenReader === "boolean" ? { screenReader } : {}),
      ...(typeof panel === "number" && panel >= 0 ? { panel } : {}),
    };
  } catch {
    return {};
  }
}

export function savePreferences(preferences: Preferences): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // Storage is off or full: the choice holds until the page is left.
  }
}
