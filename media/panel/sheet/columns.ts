/** Returns the columns of a contact sheet: as square as possible (InvokeAI does the same). */
export function sheetColumns(count: number): number {
  return Math.max(1, Math.ceil(Math.sqrt(count)));
}
