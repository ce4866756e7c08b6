/**
 * The changes that the messages of a feature make to the page's state. A feature names the slice of the state that it
 * changes. A message without an update does not compile.
 */
export type Updates<State, Message extends { readonly type: string }> = {
  readonly [M in Message as M['type']]: (state: State, message: M) => Partial<State>;
};
