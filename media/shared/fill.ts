/** Puts values into one of the host's strings, in the places `{0}`, `{1}`, … */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replaceAll(/\{(\d+)\}/g, (place, index: string) => {
    return String(values[Number(index)] ?? place);
  });
}
