import type { Operation } from './route.ts';

export interface RetestTemplate {
  readonly prompt: string;
  /** The only image of the request. */
  readonly image?: { readonly name: string; readonly bytes: Uint8Array };
}

/** PNG, 145 bytes, 64×64 px, 8-bit RGB: a centered red square of 32 px on white. Base64. */
const RED_SQUARE_PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAAWElEQVR42u3ZQQ0AMAgEQUTgXxleWhUl0MxlDcz74ixfAAAAAAAAAAAAAAC0ASrzaQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA8wAeGgAAAAAAAAAAAIBvABdCd+5KW8MNfwAAAABJRU5ErkJggg==';

/**
 * The smallest requests that show whether a route works. The prompts are those of Crazyrouter's own retests, word for
 * word, so that results are comparable with its pages (docs.crazyrouter.com, chat/gemini/image-edit and image-gen).
 */
export const RETEST: Readonly<Record<Operation, RetestTemplate>> = {
  edit: {
    prompt:
      'Edit this image: change the background to blue and keep the main square visible. Return image output.',
    image: { name: 'red-square.png', bytes: Buffer.from(RED_SQUARE_PNG, 'base64') },
  },
  generate: {
    prompt: 'Generate an IMAGE of a simple red square on a white background. Return image output.',
  },
};
