/** A handler for every message. A message without one does not compile. */
export type Handlers<Message extends { readonly type: string }> = {
  readonly [M in Message as M['type']]: (message: M) => Promise<void> | void;
};

/** Calls the handler of a message, and waits for it. */
export async function handle<Message extends { readonly type: string }>(
  handlers: Handlers<Message>,
  message: Message,
): Promise<void> {
  // The mapped type pairs each handler with its message; TypeScript can't follow that through a union.
  const handler = handlers[message.type as keyof Handlers<Message>] as (
    message: Message,
  ) => Promise<void> | void;
  await handler(message);
}
