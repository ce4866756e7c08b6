/** Directives: words in square brackets in a prompt that tell Practice how to respond. `README.md` of Practice lists them. */

const MAX_DELAY_SECONDS = 30;

export interface Directives {
  /** The prompt without its directives. */
  readonly prompt: string;
  readonly shape?: string;
  readonly fault?: string;
  /** How long to wait before the response. */
  readonly delayMs: number;
}

/** Separates a prompt from its directives, so that they are not drawn. */
export function parseDirectives(prompt: string): Directives {
  const directives = new Map<string, string>();
  const rest = prompt.replace(
    /\[\s*(shape|fault|slow)\s*:\s*([^\]]{1,40}?)\s*\]/giu,
    (_, name: string, value: string) => {
      directives.set(name.toLowerCase(), value.toLowerCase());
      return ' ';
    },
  );
  const shape = directives.get('shape');
  const fault = directives.get('fault');
  const seconds = Number(directives.get('slow') ?? 0);
  return {
    prompt: rest.replace(/ {2,}/g, ' ').trim(),
    ...(shape === undefined ? {} : { shape }),
    ...(fault === undefined ? {} : { fault }),
    delayMs: seconds > 0 ? Math.min(MAX_DELAY_SECONDS, seconds) * 1000 : 0,
  };
}
