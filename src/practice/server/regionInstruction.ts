/** How a request says that its last image only shows which region of the first one is meant. */
const NOTE = /\s*The last image is the first image again, with one area tinted\b[^]*$/u;

/**
 * Takes such a note out of a prompt: its words are no wish. Like most models Practice then edits the whole first picture, and
 * that one alone: put side by side with references it would be squeezed into a region that was marked on the first.
 */
export function withoutRegionNote<T extends Asked>(asked: T): T {
  if (asked.images.length < 2 || !NOTE.test(asked.prompt)) return asked;
  return { ...asked, prompt: asked.prompt.replace(NOTE, ''), images: asked.images.slice(0, 1) };
}

interface Asked {
  readonly prompt: string;
  readonly images: readonly Uint8Array[];
}
