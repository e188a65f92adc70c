const ESC = "\x1b[";
const END = `${ESC}0m`;
const italic = (text: string) => `${ESC}3m${text}${END}`;
const BADGE = `${ESC}1m${ESC}106m${ESC}30mi${END}${END} ${ESC}96mInfo → ${END}${END}`;
const INDENT = " ".repeat(9);

/** The hint above the password prompt of Docker Hub. */
export function accessTokenNote(tty: boolean): string {
  const visit = "To create a PAT, visit ";
  const address = "https://app.docker.com/settings";
  const first = "A Personal Access Token (PAT) can be used instead.";
  if (!tty) return `\n Info -> ${first}\n${INDENT}${visit}${address}\n${INDENT}\n${INDENT}\n`;
  const second = `${ESC}3m${visit}${ESC}4m${address}${END}${END}`;
  return `\n${BADGE}${italic(first)}\n${INDENT}${second}\n${INDENT}${italic("")}\n${INDENT}${italic("")}\n`;
}

/** The hint behind a login with stored credentials. */
export function otherAccountNote(tty: boolean): string {
  const text = "To login with a different account, run 'docker logout' followed by 'docker login'";
  return tty ? `\n${BADGE}${italic(text)}\n\n\n` : `\n Info -> ${text}\n\n\n`;
}
