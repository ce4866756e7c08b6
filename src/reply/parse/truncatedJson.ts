const CLOSERS: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

/**
 * Completes a JSON value that was cut off: drops what follows the last whole value in it and closes
 * the open brackets. When the text never was JSON, neither is the result.
 */
export function completeJson(text: string): string {
  const open: string[] = [];
  let inString = false;
  let isValue = false;
  let lastSign = '';
  /** Everything up to this length is whole, with this many brackets open. */
  let safeLength = 0;
  let safeDepth = 0;

  const markSafe = (length: number): void => {
    safeLength = length;
    safeDepth = open.length;
  };

  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? '';
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') {
        inString = false;
        if (isValue) markSafe(i + 1);
      }
    } else if (char === '"') {
      inString = true;
      isValue = lastSign === ':' || open.at(-1) === '[';
    } else if (char === '{' || char === '[') {
      open.push(char);
      lastSign = char;
      markSafe(i + 1);
    } else if (char === '}' || char === ']') {
      open.pop();
      lastSign = char;
      markSafe(i + 1);
    } else if (char === ',') {
      markSafe(i);
      lastSign = char;
    } else if (char === ':') {
      lastSign = char;
    }
  }
  const closers = open
    .slice(0, safeDepth)
    .reverse()
    .map((bracket) => CLOSERS[bracket] ?? '');
  return text.slice(0, safeLength) + closers.join('');
}
