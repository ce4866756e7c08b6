import type { OpenAiImage } from './openai.ts';
import { listOf, ownField } from './schema.ts';

/** A task that a gateway made of the request, instead of a reply. */
export interface Task {
  readonly state: 'pending' | 'failed' | 'done';
  /** Missing where the gateway gives none. At most 200 characters, not sanitized. */
  readonly id?: string;
  /** Why the task failed, in the gateway's words. */
  readonly reason?: string;
  /** Where the task's fields are. */
  readonly holder: unknown;
}

const MAX_ID_CHARS = 200;
const MAX_REASON_CHARS = 4096;
const MAX_RESULTS = 16;
const MAX_DEPTH = 4;

/** The fields that a gateway may put a task into. */
const HOLDERS = ['data', 'task', 'output', 'result', 'response', 'prediction', 'job'] as const;
/** Fields that are the id of a task, with or without a state beside them. */
const TASK_IDS = /^(?:task|job|prediction|generation|operation)_?id$/i;
/** Fields that every reply may have. They are the id of a task only beside a state. */
const COMMON_IDS: readonly string[] = ['id', 'request_id', 'requestId', 'uuid', 'name'];
const STATES: readonly string[] = ['status', 'state', 'task_status', 'taskStatus', 'task_state'];

/** States in lower case, without anything but letters. */
const PENDING: ReadonlySet<string> = new Set(
  (
    'submitted submit queued queue inqueue queuing queueing enqueued pending processing inprogress progress running ' +
    'starting started start created accepted waiting notstart notstarted scheduled generating preparing initializing'
  ).split(' '),
);
const FAILED: ReadonlySet<string> = new Set(
  'failed failure fail error errored canceled cancelled expired rejected aborted timeout'.split(
    ' ',
  ),
);
const DONE: ReadonlySet<string> = new Set(
  'success succeeded succeed successful completed complete done finished ready'.split(' '),
);

/** The fields that say why a task failed, the most specific first. */
const REASONS: readonly string[] = [
  'fail_reason', 'failReason', 'failure_reason', 'failureReason', 'failMsg', 'fail_msg', 'task_status_msg',
  'error_message', 'errorMessage', 'error_msg', 'error', 'reason', 'detail', 'message', 'msg',
]; // prettier-ignore

/** The fields of a finished task that hold its images. Not `urls`: at Replicate those are the task's own addresses. */
const RESULTS =
  /^(?:(?:task_?)?(?:outputs?|results?)|images?|data|response|(?:result_?)?(?:image_?)?urls?|output_?urls?)$/i;

/**
 * Parses a value of a reply that states a task: of New API's relatives (`data: [{status, task_id}]`), Google's long-running
 * operations, Replicate, fal, OpenAI's background jobs, Kling, DashScope, and Midjourney proxies.
 *
 * @returns `undefined` for everything else, and for an error
 */
export function parseTask(value: unknown): Task | undefined {
  const [document] = Array.isArray(value) ? (value as readonly unknown[]) : [value];
  if (['candidates', 'choices'].some((name) => ownField(document, name) !== undefined)) {
    return undefined;
  }
  if (ownField(document, 'success') === false || !isGoodCode(ownField(document, 'code'))) {
    return undefined;
  }
  const holders = [document, ...HOLDERS.map((name) => listOf(ownField(document, name), 1)[0])];
  return first(holders, taskIn) ?? operationIn(document) ?? midjourneyTask(document);
}

function taskIn(holder: unknown): Task | undefined {
  const stated = first(STATES, (name) => stateOf(ownField(holder, name)));
  const id = first(fieldsOf(holder), ([name, field]) =>
    TASK_IDS.test(name) ? idOf(field) : undefined,
  );
  const common = first(COMMON_IDS, (name) => idOf(ownField(holder, name)));
  const state = stated ?? (id === undefined ? undefined : 'pending');
  if (state === undefined || (id ?? common) === undefined) return undefined;
  if (state === 'pending' && hasError(holder)) return undefined;
  const reason = state === 'failed' ? reasonIn(holder) : undefined;
  return {
    state,
    holder,
    id: id ?? common ?? '',
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Google's long-running operations (google.longrunning.Operation). JSON leaves `done` out while it is false. */
function operationIn(document: unknown): Task | undefined {
  const name = ownField(document, 'name');
  if (typeof name !== 'string' || !/(?:^|\/)operations\//.test(name)) return undefined;
  if (ownField(document, 'done') === true || hasError(document)) return undefined;
  return { state: 'pending', id: name.slice(0, MAX_ID_CHARS), holder: document };
}

/** Midjourney proxies: `{"code": 1, "description": "…", "result": "<id>"}`; 21 and 22 mean that it exists or waits. */
function midjourneyTask(document: unknown): Task | undefined {
  const [code, result] = [ownField(document, 'code'), ownField(document, 'result')];
  const isSubmission = typeof ownField(document, 'description') === 'string';
  if (![1, 21, 22].includes(Number(code)) || !isSubmission) return undefined;
  const id = /^[\w-]{4,128}$/.exec(typeof result === 'string' ? result : '')?.[0];
  return id === undefined ? undefined : { state: 'pending', id, holder: document };
}

/** Returns the images of a finished task, which are addresses or data URLs. */
export function finishedTaskImages(value: unknown): readonly OpenAiImage[] {
  const task = parseTask(value);
  if (task?.state !== 'done') return [];
  const urls: string[] = [];
  const visit = (node: unknown, depth: number): void => {
    if (depth > MAX_DEPTH || urls.length >= MAX_RESULTS) return;
    if (typeof node === 'string') {
      if (/^(?:https?:\/\/|\/|data:)/i.test(node)) urls.push(node);
    } else if (Array.isArray(node)) {
      for (const item of node as readonly unknown[]) visit(item, depth + 1);
    } else {
      for (const [name, field] of fieldsOf(node)) {
        const isAddresses = /^urls$/i.test(name) && !Array.isArray(field);
        if (RESULTS.test(name) && !isAddresses) visit(field, depth + 1);
      }
    }
  };
  visit(task.holder, 0);
  return [...new Set(urls)].slice(0, MAX_RESULTS).map((url) => ({ url }));
}

function stateOf(value: unknown): Task['state'] | undefined {
  if (typeof value !== 'string' || value.length > 40) return undefined;
  const word = value.toLowerCase().replace(/[^a-z]/g, '');
  if (PENDING.has(word)) return 'pending';
  if (FAILED.has(word)) return 'failed';
  return DONE.has(word) ? 'done' : undefined;
}

function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_ID_CHARS) : undefined;
}

/** Returns whether a document's own code doesn't say that the request failed. */
function isGoodCode(code: unknown): boolean {
  if (code === undefined || code === null) return true;
  if (typeof code !== 'string' && typeof code !== 'number') return false;
  return /^(?:0|1|21|22|20\d(?:00)?|success|ok)$/i.test(String(code));
}

function hasError(holder: unknown): boolean {
  const error = ownField(holder, 'error');
  if (typeof error === 'object' && error !== null) return Object.keys(error).length > 0;
  return typeof error === 'string' ? error !== '' : error === true;
}

function reasonIn(holder: unknown): string | undefined {
  return first(REASONS, (name) => {
    const field = ownField(holder, name);
    const text = typeof field === 'string' ? field : ownField(field, 'message');
    return typeof text === 'string' && text.trim() !== ''
      ? text.slice(0, MAX_REASON_CHARS)
      : undefined;
  });
}

function fieldsOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** Returns the first result that isn't undefined. */
function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
