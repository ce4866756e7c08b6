const MAX_SHOWN_CHARS = 300;
const MAX_SEARCHED_CHARS = 4096;
/** New API and its relatives append their request id to a message, so it is near the end. */
const MAX_ID_CHARS = 2048;

const REQUEST_ID = /[（(] ?(?:request[ _-]?id|请求\s?id)\s?[:：]?\s?([\w.-]{6,128}) ?[)）]/i;

/** Returns the request id that New API and its relatives append to a message. */
export function requestIdInMessage(message: string): string | undefined {
  return REQUEST_ID.exec(message.slice(-MAX_ID_CHARS))?.[1];
}

/**
 * Shortens a gateway's message to at most 300 characters, without its request id.
 *
 * @param message with the key already removed: half a key would no longer be found
 * @returns `undefined` for an empty message and for HTML
 */
export function gatewayText(message: string): string | undefined {
  const start = message.slice(0, MAX_SEARCHED_CHARS).replace(REQUEST_ID, ' ').trim();
  if (start === '' || /<(?:!doctype|html|head|body)\b/i.test(start)) return undefined;
  // Drops the first half of a surrogate pair that the limit split.
  return start
    .slice(0, MAX_SHOWN_CHARS)
    .replace(/[\uD800-\uDBFF]$/, '')
    .trim();
}
