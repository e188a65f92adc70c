/** What the page says before anything else is loaded, in English. What the terminal prints is Docker's and stays as it is. */
export const en = {
  terminal: "Terminal",
  newTerminal: "New terminal",
  theme: "Light or dark",
  larger: "Larger text",
  smaller: "Smaller text",
  reset: "Reset",
  language: "한국어",
  help: "Keys, settings, session",
  failed: "The machine did not start:",
  incomplete: "Part of this page did not come. Is this browser offline? It is asked for again.",
};

export type FirstWords = { readonly [K in keyof typeof en]: (typeof en)[K] };
