/**
 * The changes that the events of a feature make to the state. A feature names the slices of the state that it reads and
 * changes. One feature handles each event, so that an event without a change does not compile.
 */
export type Changes<State, Event extends { readonly kind: string }> = {
  readonly [E in Event as E['kind']]: (state: State, event: E) => Partial<State>;
};
