/** Stage directions: words in square brackets that tell Practice how to behave. See README.md here. */

const MOST_SECONDS = 30;

/** Takes the directions out of a prompt: they are obeyed, not drawn. */
export function stageDirections(prompt: string): {
  readonly prompt: string;
  readonly shape?: string;
  readonly fault?: string;
  readonly slowMs: number;
} {
  const found = new Map<string, string>();
  const spoken = prompt.replace(
    /\[\s*(shape|fault|slow)\s*:\s*([^\]]{1,40}?)\s*\]/giu,
    (_, name: string, value: string) => {
      found.set(name.toLowerCase(), value.toLowerCase());
      return ' ';
    },
  );
  const shape = found.get('shape');
  const fault = found.get('fault');
  const seconds = Number(found.get('slow') ?? 0);
  return {
    prompt: spoken.replace(/ {2,}/g, ' ').trim(),
    ...(shape === undefined ? {} : { shape }),
    ...(fault === undefined ? {} : { fault }),
    slowMs: seconds > 0 ? Math.min(MOST_SECONDS, seconds) * 1000 : 0,
  };
}
