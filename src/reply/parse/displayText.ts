import type { Placeholders } from '../scan/skeleton.ts';
import type { Understood } from './parseReply.ts';

/** How far the markup around a data URL may reach: its alternative text, its title. */
const MOST_MARKUP_CHARS = 512;

/** The place where the markup around a data URL begins: `![alt](`, `<img src="`, or the URL itself. */
function markupStart(before: string): number {
  const from = Math.max(0, before.length - MOST_MARKUP_CHARS);
  const near = before.slice(from);
  const url = near.toLowerCase().lastIndexOf('data:');
  const head = url < 0 ? near : near.slice(0, url);
  const markdown = /!?\[[^[\]]*\]\(\s*<?\s*$/.exec(head)?.index;
  const html = /<img\b[^<>]*$/i.exec(head)?.index;
  return from + (markdown ?? html ?? head.length);
}

function markupLength(after: string, opened: string): number {
  const near = after.slice(0, MOST_MARKUP_CHARS);
  if (/^!?\[/.test(opened)) return /^[^)\n]*\)/.exec(near)?.[0].length ?? 0;
  if (/^<img/i.test(opened)) return /^[^>]*>/.exec(near)?.[0].length ?? 0;
  return 0;
}

/** A text without the images in it and their markup. */
export function withoutImages(text: string, placeholders: Placeholders): string {
  let kept = '';
  let at = 0;
  for (const { start, end } of placeholders.find(text)) {
    const before = text.slice(at, start);
    const cut = markupStart(before);
    kept += before.slice(0, cut);
    at = end + markupLength(text.slice(end, end + MOST_MARKUP_CHARS), before.slice(cut));
  }
  return kept + text.slice(at);
}

/** What the model said, drafts and the images within the text left out. */
export function displayText(reply: Understood, placeholders: Placeholders): string {
  return reply.candidates
    .flatMap((candidate) => candidate.parts)
    .map((part) => (part.kind === 'text' && !part.thought ? part.text : ''))
    .map((text) => withoutImages(text, placeholders))
    .join('');
}
