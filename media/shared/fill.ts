/** Puts values into a string of the host, at `{0}`, `{1}`, … */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replaceAll(/\{(\d+)\}/g, (place, index: string) => {
    return String(values[Number(index)] ?? place);
  });
}
