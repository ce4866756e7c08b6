/** Keys whose string value is a payload from its first character. */
export const PAYLOAD_KEYS: ReadonlySet<string> = new Set(['data', 'b64_json']);
/** Keys whose strings form one text over the whole reply: a stream may split an image between two of them. */
export const TEXT_KEYS: ReadonlySet<string> = new Set(['text', 'content']);
