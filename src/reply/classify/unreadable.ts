import type { ReplyProblem } from '../../errors.ts';
import { listOf, ownField } from '../parse/schema.ts';
import type { ReplyFacts } from './replyFacts.ts';

const MAX_PARTS = 256;

/** The fields of a part that say nothing about an image, or that Easel reads. */
const KNOWN_FIELDS: ReadonlySet<string> = new Set([
  'text',
  'thought',
  'thoughtSignature',
  'thought_signature',
  'inlineData',
  'inline_data',
  'fileData',
  'file_data',
  'functionCall',
  'functionResponse',
  'executableCode',
  'codeExecutionResult',
  'videoMetadata',
  'mediaResolution',
]);

/**
 * Returns whether a successful reply may contain an image that Easel can't find, so that the reply must be kept as it is.
 * A refusal, a text, an error, and a page are understood: nothing is in them.
 *
 * @param isBroken the connection broke, or the user canceled: what arrived of a JSON without an image isn't worth keeping
 */
export function isUnreadable(
  { raw, documents, reply }: ReplyFacts,
  problem: ReplyProblem | undefined,
  isBroken: boolean,
): boolean {
  if (problem === undefined || raw.status < 200 || raw.status >= 300) return false;
  if (isBroken) return documents.notJson === 'text';
  const { outcome, kind } = problem;
  if (outcome === 'bad_reply' && kind === 'web-page') return false;
  const isEmpty = documents.values.length === 0 && documents.notJson === undefined;
  if (kind === 'too-large' && isEmpty) return false;
  if (outcome === 'bad_reply') return kind !== 'empty' || documents.values.some(isText);
  if (outcome !== 'no_image') return false;
  if (kind === 'only-drafts') return documents.values.some(hasUnknownPart);
  if (kind !== 'empty') return false;
  return (
    (reply.candidates.length === 0 && documents.values.some(hasUnknownData)) ||
    documents.values.some(hasUnknownPart)
  );
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}

/** Returns whether a document has something in `data`, where gateways put results. */
function hasUnknownData(document: unknown): boolean {
  const data = ownField(document, 'data');
  return isText(data) || listOf(data, 1).some((one) => typeof one === 'number' || !isBlank(one));
}

function hasUnknownPart(document: unknown): boolean {
  const parts = listOf(ownField(document, 'candidates'), MAX_PARTS).flatMap((candidate) =>
    listOf(ownField(ownField(candidate, 'content'), 'parts'), MAX_PARTS),
  );
  return parts.some(
    (part) =>
      typeof part === 'object' && Object.keys(part ?? {}).some((name) => !KNOWN_FIELDS.has(name)),
  );
}

function isBlank(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}
