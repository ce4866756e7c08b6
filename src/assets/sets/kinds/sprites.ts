import { json } from '../markup.ts';
import type { SetKind } from '../set.ts';
import { atlasJson } from '../sprites/atlas.ts';

/** The sprites of a sheet, and an atlas for game engines. The sheet itself says which images there are. */
export const sprites: SetKind = {
  folder: (stem) => `${stem}-sprites`,
  plan: () => ({ members: [], icons: [] }),
  texts: ({ atlas, stem }) => (atlas ? [{ path: `${stem}.json`, text: atlasJson(atlas) }] : []),
  snippet: ({ stem }, { base }) => ({
    language: 'json',
    text: json({ alias: stem, src: `${base}${stem}.json` }),
  }),
};
