/** Framings and ends of a turn, beyond the recorded ones. */
import { events, google, inline, newApi, turn } from '../support/gateway/replyJson.ts';
import { base64, itReads, markdown, type Facts, type Row } from '../support/gateway/replyTable.ts';

const P = base64('P');
const image = turn([inline(P)]);
const json = JSON.stringify(image);
const words = turn([{ text: 'Drawing' }], null);
const serverError = google(500, 'INTERNAL', 'x');
const of = (name: string, body: unknown, result: string, facts?: Facts): Row => [
  name,
  { body },
  result,
  facts,
];

itReads('server-sent events', [
  of('a byte order mark', `\uFEFF${events(image)}`, 'P'),
  of('blank lines before', `\n\n\n${events(image)}`, 'P'),
  of('other fields, no spaces', `event:message\nid:1\nretry:3\ndata:${json}\n\ndata:[DONE]\n\n`, 'P'),
  of('one value over many data lines', `${JSON.stringify(image, null, 1).replace(/^/gm, 'data: ')}\n\n`, 'P'),
  of('wrapped values', events({ response: image, traceId: 'x' }), 'P'),
  of('a wrapped block', events({ response: { promptFeedback: { blockReason: 'SAFETY' } } }), 'blocked maybe'),
  of('heartbeats, then JSON without framing', `: keep-alive\n\n::PING\n\n${json}`, 'P'),
  of('usage and the end in the last event', events(words, turn([inline(P)], null), { candidates: [{ content: { role: 'model' }, finishReason: 'STOP', index: 0 }], usageMetadata: { promptTokenCount: 3 } }, '[DONE]'), 'P', { text: 'Drawing', finishReason: 'STOP', usage: { promptTokens: 3 } }),
  of("OpenAI's pieces of one text", events(...[0, 60].map((at) => ({ choices: [{ delta: { content: markdown('P').slice(at, at === 0 ? 60 : undefined) } }] })), '[DONE]'), 'P'),
  of('an error event', `event: error\ndata: ${JSON.stringify(google(503, 'UNAVAILABLE', 'x'))}\n\n`, 'busy no'),
  of('a text, then an error', events(words, serverError), 'unknown maybe'),
  of('an image, then an error', events(turn([inline(P)], null), serverError), 'P but refused'),
  of('an image, then half an event', `${events(turn([inline(P)], null))}data: {"candidates": [{"con`, 'P but cut-short'),
  of('a text, then a block', events(words, { candidates: [{ finishReason: 'IMAGE_SAFETY', index: 0 }] }), 'blocked maybe', { gatewayText: 'Drawing' }),
  of('nothing but heartbeats', ': keep-alive\n\n: keep-alive\n\n', 'bad_reply maybe'),
  of('nothing but the end', ': PING\n\ndata: [DONE]\n\n', 'bad_reply maybe'),
]); // prettier-ignore

itReads('an array of events', [
  of(
    'the last element is an error',
    [words, google(429, 'RESOURCE_EXHAUSTED', 'x')],
    'rate_limited no',
  ),
  of('an image, then an error', [turn([inline(P)], null), serverError], 'P but refused'),
  of('cut after the image', JSON.stringify([image, words]).slice(0, -20), 'P but cut-short'),
  of('an empty array', '[]', 'bad_reply maybe'),
]);

itReads('JSON among other text', [
  of('two values without a break', `${JSON.stringify(words)}${json}`, 'P', { text: 'Drawing' }),
  of('a comment after it', `${json}\n<!-- served by x -->`, 'P'),
  of('a bracket too many', `${json}}`, 'P'),
  of('a number after it', `${json}\n0\n`, 'P'),
  of("a server's warning before it", `<br />\n<b>Warning</b>: x on line 3<br />\n${json}`, 'P'),
  of('a guard against script inclusion before it', `)]}'\n${json}`, 'P'),
  of('an error after it', `${json}\n${JSON.stringify(newApi('x'))}`, 'P but refused'),
  of('half a value after it', `${json}\n{"candidates": [{"con`, 'P but cut-short'),
  of('brackets of a sentence', 'Not {found} [1] {', 'bad_reply maybe', { kind: 'not-json' }),
  of('an unescaped quote', json.replace('"parts":[', '"parts":[{"text":"say "hi""},'), 'bad_reply maybe, keeps P'),
  of('the reply ends with its image', json.slice(0, json.indexOf(P) + P.length + 1), 'bad_reply maybe, keeps P', { kind: 'cut-short' }),
  of('an unknown shape', { candidates: [{ content: [inline(P)] }], usageMetadata: {} }, 'P'),
  of('pictures of a search beside an answer', { candidates: [{ content: { parts: [{ text: 'No.' }] }, groundingMetadata: { searchEntryPoint: { renderedContent: `<img src="data:image/png;base64,${P}">` } } }] }, 'no_image maybe'),
  of('a page with a picture', `<html><body><img src="data:image/png;base64,${P}"></body></html>`, 'bad_reply maybe', { kind: 'web-page' }),
]); // prettier-ignore

const blocks = [
  'SAFETY',
  'RECITATION',
  'IMAGE_PROHIBITED_CONTENT',
  'SPII',
  'MODEL_ARMOR',
  'safety',
];
const ends = ['IMAGE_OTHER', 'LANGUAGE', 'MALFORMED_FUNCTION_CALL', 'CONTINUATION', 'FUTURE'];
const prompts = ['OTHER', 'PROHIBITED_CONTENT', 'JAILBREAK', 'BLOCKED_REASON_UNSPECIFIED', 'NEW'];

itReads('a turn that ends without an image', [
  ...blocks.map((reason) =>
    of(
      `finish ${reason}`,
      { candidates: [{ finishReason: reason, content: {} }] },
      'blocked maybe',
      {
        kind: 'blocked-output',
        reason: reason.toUpperCase(),
      },
    ),
  ),
  ...ends.map((reason) =>
    of(
      reason,
      { candidates: [{ finish_reason: reason, finish_message: 'why' }] },
      'no_image maybe',
      {
        reason,
        gatewayText: 'why',
      },
    ),
  ),
  ...prompts.map((blockReason) =>
    of(
      `prompt ${blockReason}`,
      { promptFeedback: { blockReason, blockReasonMessage: 'why' }, candidates: [] },
      'blocked maybe',
      { kind: 'blocked-prompt', reason: blockReason, gatewayText: 'why' },
    ),
  ),
  of('candidates: null', { candidates: null, promptFeedback: null }, 'no_image maybe'),
  of(
    'ratings are no block',
    { promptFeedback: { safetyRatings: [] }, candidates: [] },
    'no_image maybe',
  ),
  of('thoughts are no answer', turn([{ text: 'hm', thought: true }]), 'no_image maybe', {
    kind: 'empty',
    text: '',
  }),
  of('an image beside a block', turn([inline(P)], 'IMAGE_SAFETY'), 'P but blocked-output'),
]);

itReads('the facts next to an image', [
  of(
    'names in snake case',
    {
      candidates: [{ content: { parts: [{ inline_data: { data: P } }] }, finish_reason: 'STOP' }],
      usage_metadata: {
        prompt_token_count: 12,
        candidates_token_count: 1120,
        thoughts_token_count: 80,
        total_token_count: 1212,
        candidates_tokens_details: [{ modality: 'image', token_count: 1120 }],
      },
      model_version: 'gemini-3.1-flash-image',
      response_id: 'abc',
    },
    'P',
    {
      finishReason: 'STOP',
      modelVersion: 'gemini-3.1-flash-image',
      responseId: 'abc',
      usage: {
        promptTokens: 12,
        outputTokens: 1120,
        thoughtsTokens: 80,
        totalTokens: 1212,
        outputByModality: { IMAGE: 1120 },
      },
    },
  ),
  of(
    'counts that are null',
    { ...image, usageMetadata: { promptTokenCount: null, candidatesTokensDetails: [null] } },
    'P',
    { usage: undefined },
  ),
]);
