import { googleError, json, newApiError, type HttpResponse } from './httpResponse.ts';

const NO_IMAGE_TEXT = "I can't draw that, but I can describe it in words.";

/** The faults that a prompt can ask for. Their texts are those that real gateways were observed to send. */
const FAULTS: Readonly<Record<string, () => HttpResponse>> = {
  get_channel_failed: () =>
    newApiError(500, 'get_channel_failed', 'model temporarily unavailable, please try again later'),
  no_channel: () =>
    newApiError(503, 'model_not_found', 'No available channel for this model under group default'),
  quota: () => newApiError(403, 'insufficient_user_quota', 'user quota is not enough'),
  safety: () =>
    json(200, {
      candidates: [
        { finishReason: 'IMAGE_SAFETY', index: 0, finishMessage: 'The image was blocked.' },
      ],
    }),
  'blocked-prompt': () => json(200, { promptFeedback: { blockReason: 'PROHIBITED_CONTENT' } }),
  text: () =>
    json(200, {
      candidates: [
        { content: { role: 'model', parts: [{ text: NO_IMAGE_TEXT }] }, finishReason: 'STOP' },
      ],
    }),
  empty: () => json(200, {}),
  html: () => ({
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: '<!doctype html><html><head><title>Console</title></head><body>Sign in</body></html>',
  }),
  reset: () => ({ ...json(200, {}), breakAt: 'start' }),
  cut: () => ({ ...json(200, { candidates: [] }), breakAt: 'middle' }),
  '400': () => googleError(400, 'INVALID_ARGUMENT', 'Request contains an invalid argument.'),
  '401': () => newApiError(401, '', 'Invalid token'),
  '403': () => googleError(403, 'PERMISSION_DENIED', 'The caller does not have permission.'),
  '404': () => googleError(404, 'NOT_FOUND', 'This model is no longer available.'),
  '413': () => newApiError(413, 'read_request_body_failed', 'request body too large'),
  '429': () => ({
    ...googleError(429, 'RESOURCE_EXHAUSTED', 'Resource has been exhausted. Please retry in 5s.'),
    headers: { 'content-type': 'application/json; charset=utf-8', 'retry-after': '5' },
  }),
  '500': () => googleError(500, 'INTERNAL', 'An internal error has occurred.'),
  '502': () => proxyPage(502, 'Bad Gateway'),
  '503': () => googleError(503, 'UNAVAILABLE', 'The model is overloaded. Please try again later.'),
  '504': () => googleError(504, 'DEADLINE_EXCEEDED', 'Deadline exceeded.'),
  '521': () => proxyPage(521, 'Web server is down'),
  '522': () => proxyPage(522, 'Connection timed out'),
  '523': () => proxyPage(523, 'Origin is unreachable'),
  '524': () => proxyPage(524, 'A timeout occurred'),
};

const FAULT_NAMES: readonly string[] = Object.keys(FAULTS);

/** Returns the response for a fault; for an unknown fault, a 400 that lists the known ones. */
export function faultResponse(name: string): HttpResponse {
  const fault = Object.hasOwn(FAULTS, name) ? FAULTS[name] : undefined;
  return (
    fault?.() ??
    googleError(
      400,
      'INVALID_ARGUMENT',
      `Practice doesn't know the fault "${name}". It knows: ${FAULT_NAMES.join(', ')}.`,
    )
  );
}

/** Returns the error page of a proxy in front of the gateway. From 520 on, the status codes are Cloudflare's. */
function proxyPage(status: number, title: string): HttpResponse {
  const cloudflare: Record<string, string> =
    status >= 520 ? { server: 'cloudflare', 'cf-ray': '0000000000000000-PRC' } : {};
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8', ...cloudflare },
    body: `<!DOCTYPE html>\n<html><head><title>gateway.example | ${status}: ${title}</title></head><body><h1>${title}</h1><p>Error code ${status}</p></body></html>\n`,
  };
}
