/** In characters: fits half an editor. */
const COLUMNS = 80;

/** Breaks a text into lines between words, because an editor shows only the start of a long line. A list item stays indented. */
export function wrapText(text: string, columns = COLUMNS): readonly string[] {
  const indent = text.startsWith('- ') ? '  ' : '';
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${word}`;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
