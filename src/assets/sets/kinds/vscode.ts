import { json } from '../markup.ts';
import { square, type SetKind } from '../set.ts';

/** The icon of a VS Code extension. The Marketplace asks for 128 px at least, and shows 256 px on dense screens. */
export const vscode: SetKind = {
  folder: () => 'extension-icon',
  plan: () => ({
    icons: [],
    members: [square('icon', 128), square('icon-256', 256, { isOptional: true })],
  }),
  snippet: ({ files }, { base }) => ({
    language: 'json',
    text: json({ icon: `${base.replace(/^\//, '')}${files.at(-1)?.path ?? ''}` }),
  }),
};
