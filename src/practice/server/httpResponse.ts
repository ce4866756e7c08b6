/** An HTTP answer before it is sent. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Break the connection: before the headers, or with half the body out. */
  readonly cut?: 'before' | 'middle';
}

export function json(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** Google's error envelope. */
export function googleError(code: number, status: string, message: string): Answer {
  return json(code, { error: { code, message, status } });
}

/** The envelope of New API, which gateways like Crazyrouter are built on. */
export function newApiError(status: number, code: string, message: string): Answer {
  const requestId = 'practice-request';
  return json(
    status,
    {
      error: {
        message: `${message} (request id: ${requestId})`,
        type: 'new_api_error',
        param: '',
        code,
      },
    },
    { 'x-oneapi-request-id': requestId },
  );
}
