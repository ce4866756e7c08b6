/** Replies as gateways send them, for `scriptedGateway.ts`. */
import { Buffer } from 'node:buffer';
import type { ScriptedReply } from './script.ts';

function candidate(parts: readonly object[], finishReason = 'STOP'): object {
  return { candidates: [{ content: { role: 'model', parts }, finishReason, index: 0 }] };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}

/** What Google sends, and Crazyrouter for gemini-3.1-flash-image-preview. */
export function inlineDataReply(bytes: Uint8Array, mimeType = 'image/png'): ScriptedReply {
  return {
    body: {
      ...candidate([{ inlineData: { mimeType, data: base64(bytes) } }]),
      usageMetadata: { promptTokenCount: 12, candidatesTokenCount: 1120, totalTokenCount: 1132 },
      modelVersion: 'gemini-3.1-flash-image',
      responseId: 'scripted',
    },
  };
}

/** The same with the field names that Routescope's page uses for requests. */
export function snakeReply(bytes: Uint8Array, mimeType = 'image/png'): ScriptedReply {
  return { body: candidate([{ inline_data: { mime_type: mimeType, data: base64(bytes) } }]) };
}

/** A Markdown image with the bytes in its URL: Crazyrouter for gemini-3-pro-image-preview. */
export function dataUrlReply(bytes: Uint8Array, mimeType = 'image/jpeg'): ScriptedReply {
  return { body: candidate([{ text: `![image](data:${mimeType};base64,${base64(bytes)})` }]) };
}

/** A Markdown link to a hosted image: Crazyrouter for gemini-2.5-flash-image-preview. */
export function hostedReply(url: string): ScriptedReply {
  return { body: candidate([{ text: `![Image](${url})` }]) };
}

/** A reply with text and no image, which is charged. */
export function textReply(text: string): ScriptedReply {
  return { body: candidate([{ text }]) };
}

/** A refusal of the prompt (`prompt`) or of the finished image (`output`), with status 200 as Google sends it. */
export function blockedReply(
  reason = 'IMAGE_SAFETY',
  stage: 'prompt' | 'output' = 'output',
): ScriptedReply {
  return stage === 'prompt'
    ? { body: { promptFeedback: { blockReason: reason } } }
    : { body: { candidates: [{ finishReason: reason, index: 0 }] } };
}

/** An error of New API and its relatives, such as Crazyrouter's `get_channel_failed`. */
export function newApiError(status: number, code: string, message: string): ScriptedReply {
  return {
    status,
    headers: { 'x-oneapi-request-id': '20261120120000000000000000000000' },
    body: { error: { message, type: 'new_api_error', param: '', code } },
  };
}

/** An error of Google. `details` as in google.rpc: ErrorInfo, RetryInfo, QuotaFailure. */
export function googleError(
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
): ScriptedReply {
  return {
    status: code,
    body: { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } },
  };
}

/** Cloudflare's page for an origin that is too slow (524) or unreachable (521 to 523, 525). */
export function cloudflarePage(status: number): ScriptedReply {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=UTF-8', 'cf-ray': '8f00000000000000-FRA' },
    body: `<!DOCTYPE html>\n<html><head><title>gateway.example | ${status}</title></head><body>Error code ${status}</body></html>`,
  };
}
