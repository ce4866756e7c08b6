/** The JSON of replies, for tests that read them without a scripted gateway. */

/** A part with an inline image. @param rest more fields of the part, such as `thought` */
export const inline = (data: string, rest: object = {}): object => ({
  inlineData: { mimeType: 'image/png', data },
  ...rest,
});

/** One turn of the model. @param finishReason null when the reply states none */
export function turn(parts: unknown, finishReason: string | null = 'STOP'): object {
  const end = finishReason === null ? {} : { finishReason };
  return { candidates: [{ content: { role: 'model', parts }, ...end, index: 0 }] };
}

/** Server-sent events: texts as they are, other values as JSON. */
export function events(...values: readonly unknown[]): string {
  const line = (value: unknown): string =>
    typeof value === 'string' ? value : JSON.stringify(value);
  return values.map((value) => `data: ${line(value)}\n\n`).join('');
}

/** An error in New API's envelope. */
export const newApi = (message: string, code: unknown = '', type = 'new_api_error'): object => ({
  error: { message: `${message} (request id: 20261120120000abcdef)`, type, param: '', code },
});

/** An error in Google's envelope. @param details without their `@type` */
export const google = (
  code: number,
  status: string,
  message: string,
  ...details: readonly object[]
): object => ({ error: { code, message, status, details } });
