/** Where a result opens without taking the keyboard from what the user does meanwhile. */
export type ResultPlace =
  /** In the active group, which is empty. */
  | 'here'
  /** Next to its source, which stays visible. */
  | 'beside'
  /** As a tab behind the active editor. */
  | 'background';

/** The editor that is on show. */
export interface ShownEditor {
  /** Its file, as a URI; undefined for an editor without one. */
  readonly uri: string | undefined;
}

/**
 * Returns where to open a result. Never over the active editor: VS Code moves the focus when an editor is replaced, whatever
 * `preserveFocus` says.
 *
 * @param active undefined if the active group is empty
 * @param source the URI of the image that was edited
 */
export function resultPlace(
  active: ShownEditor | undefined,
  source: string | undefined,
): ResultPlace {
  if (active === undefined) return 'here';
  return source !== undefined && active.uri === source ? 'beside' : 'background';
}
