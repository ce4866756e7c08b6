import { sanitize } from '../../text/sanitize.ts';

/** Joins an HTTP status and an error code, such as `HTTP 500 get_channel_failed`; empty without either. */
export function describeFailureFacts(status: number | undefined, code: string | undefined): string {
  const parts = [status === undefined ? undefined : `HTTP ${status}`, code];
  return sanitize(parts.filter((part) => part !== undefined).join(' '), 80);
}
