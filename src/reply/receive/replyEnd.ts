/** Nothing that ends a reply is in a longer skeleton: it is a text, and a text has no minutes of silence in it. */
const MAX_CHARS = 1 << 20;

/** A finished turn (Gemini, OpenAI), and OpenAI's mark for the end of a stream. */
const FINISHED = /"finish_?reason"\s*:\s*"|^data:\s*\[DONE\]/im;

/** What makes a JSON value a reply. A stream may begin with values that only say that the gateway is still there. */
const REPLY_FIELD = /"(?:candidates|choices|data|error|prompt_?feedback|predictions)"\s*:/i;

/**
 * Returns whether what has arrived looks like the whole reply, so that more silence can't be a model that is still thinking.
 *
 * @param skeleton the reply so far, without its images
 */
export function looksEnded(skeleton: string): boolean {
  if (skeleton.length > MAX_CHARS) return false;
  if (FINISHED.test(skeleton)) return true;
  return /^\s*[{[]/.test(skeleton) && REPLY_FIELD.test(skeleton) && isJson(skeleton);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
