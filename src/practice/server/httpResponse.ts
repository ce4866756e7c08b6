/** A response before it is sent. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Where to break the connection: before the headers, or after half of the body. */
  readonly breakAt?: 'start' | 'middle';
}

export function json(
  status: number,
  body: object,
  headers: Record<string, string> = {},
): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(body),
  };
}

/** Returns an error in Google's format. */
export function googleError(code: number, status: string, message: string): HttpResponse {
  return json(code, { error: { code, message, status } });
}

/** Returns an error in the format of New API, the software behind gateways like Crazyrouter. */
export function newApiError(status: number, code: string, message: string): HttpResponse {
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
