interface Labeled {
  readonly label: string;
}

/** A list as VS Code reports it when the user presses Enter. */
export interface AcceptedList<Item extends Labeled> {
  readonly items: readonly Item[];
  readonly activeItems: readonly Item[];
  /** The text that filters the list. */
  readonly value: string;
}

/**
 * Returns the item that the user accepted. Where descriptions arrive while the user types, VS Code can report an item as active that
 * the text hides, or none at all. Then the text decides.
 */
export function acceptedItem<Item extends Labeled>({
  items,
  activeItems: [active],
  value,
}: AcceptedList<Item>): Item | undefined {
  const typed = value.trim().toLowerCase();
  if (typed === '') return active;
  const shown = items.filter(({ label }) => label.toLowerCase().includes(typed));
  return shown.find(({ label }) => label === active?.label) ?? shown[0] ?? active;
}
