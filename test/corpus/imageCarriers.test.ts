/** Parts of a reply that carry an image, beyond the recorded ones. */
import { inline, turn } from '../support/gateway/replyJson.ts';
import {
  base64,
  bytes,
  file,
  itReads,
  LETTERS,
  markdown,
  type Facts,
  type Row,
} from '../support/gateway/replyTable.ts';

const P = base64('P');
const draft = { thought: true };
const of = (name: string, parts: unknown, result: string, facts?: Facts): Row => [
  name,
  { body: turn(parts) },
  result,
  facts,
];
const text = (words: string, rest: object = {}): object => ({ text: words, ...rest });
const part = (data: Buffer): object => inline(data.toString('base64'));

itReads('parts of a turn', [
  of('text and image in one part', [{ text: 'Here', ...inline(P) }], 'P', { text: 'Here' }),
  of('null beside its snake twin', [{ inlineData: null, inline_data: { data: P } }], 'P'),
  of('snake name, camel type', [{ inline_data: { mimeType: 'image/png', data: P } }], 'P'),
  of('a signature of 200 kB', [inline(P), text('', { thoughtSignature: 'QUJD'.repeat(50_000) })], 'P', { text: '' }),
  of('an address that is a data URL', [{ fileData: { fileUri: `data:;base64,${P}` } }], 'P'),
  of('audio beside it', [{ inlineData: { mimeType: 'audio/L16', data: 'AAAAAAAAAAA=' } }, inline(P)], 'P'),
  of('the arguments of a call are kept, and no result', [{ functionCall: { name: 'f', args: { data: P } } }], 'bad_reply maybe, keeps P'),
  of('no data', [null, 3, 'x', { text: null }], 'no_image maybe'),
  ...LETTERS.map((one) => of(`${one} called PNG`, [inline(base64(one))], one)),
]); // prettier-ignore

itReads('drafts', [
  of('marked by a word', [inline(base64('Q'), { thought: 'true' }), inline(P)], 'P'),
  of('as a data URL in a thought', [text(markdown('Q'), draft), inline(P)], 'P', { text: '' }),
  of('hosted: not fetched', [text('![a]({{HOST}}/a.png)', draft), inline(P)], 'P'),
  ['alone, of a turn that does not say how it ended', { body: turn([inline(P, draft)], null) }, 'P'],
  ['alone, of a turn that ended in small letters', { body: turn([inline(P, draft)], 'stop') }, 'P'],
  ['alone, of a turn that was blocked', { body: turn([inline(P, draft)], 'IMAGE_SAFETY') }, 'blocked maybe'],
  ['alone, beside a candidate that was blocked', { body: { candidates: [{ index: 0, content: { parts: [inline(P, draft)] }, finishReason: 'STOP' }, { index: 1, finishReason: 'SAFETY' }] } }, 'blocked maybe'],
]); // prettier-ignore

const candidates = (...lists: readonly (readonly object[])[]): object => ({
  candidates: lists.map((parts) => ({ content: { parts }, finishReason: 'STOP' })),
});

itReads('an image that comes twice', [
  ['in two candidates', { body: candidates([inline(P)], [inline(P)]) }, 'P'],
  ['two pictures of two candidates', { body: candidates([inline(P)], [inline(base64('Q'))]) }, 'PQ'],
  of('in two alphabets', [inline(base64('J')), inline(bytes('J').toString('base64url'))], 'J'),
  of('in it and hosted: not fetched', [text('![i]({{HOST}}/a.png)'), inline(P)], 'P'),
  ['at two addresses', { body: turn([text('![a]({{HOST}}/a) ![b]({{HOST}}/b)')]), hosted: { '/a': file('P'), '/b': file('P') } }, 'P'],
  ['as a file and in markdown', { body: turn([{ fileData: { fileUri: '{{HOST}}/a' } }, text('![a]({{HOST}}/a)')]), hosted: { '/a': file('J') } }, 'J'],
]); // prettier-ignore

const hosted = (markup: string, path = '/a.png', content = file('P')): Row => [
  markup,
  { body: turn([text(markup)]), hosted: { [path]: content } },
  'P',
];

itReads('hosted images', [
  hosted('[![i]({{HOST}}/a.png)](https://example.invalid/page)'),
  hosted('![A cat [final]]({{HOST}}/files/abc)', '/files/abc'),
  hosted('![img][1]\n\n[1]: {{HOST}}/a.png'),
  hosted('```json\n{"image_url": "{{HOST}}/a.png"}\n```'),
  hosted('![Image]({{HOST}}/a.png?sig=a%2Bb&exp=1)', '/a.png?sig=a%2Bb&exp=1'),
  hosted('<img src="{{HOST}}/a?x=1&amp;y=2">', '/a?x=1&y=2'),
  hosted('图片已生成：{{HOST}}/a.png。请查看'),
  hosted('[点击下载]({{HOST}}/files/abc)', '/files/abc'),
  hosted('Inspired by https://example.invalid/photo.jpg\n\n![r]({{HOST}}/a.png)'),
  of('prose', [text('I read https://example.org/gallery/cats and cannot draw that.')], 'no_image maybe'),
  of('citations', [text('No. See [1](https://example.org/a) and [2](https://example.org/b).')], 'no_image maybe'),
  of('a private address', [{ fileData: { fileUri: 'https://169.254.169.254/x.png' } }], 'download_failed yes', { code: 'refused-address', host: '169.254.169.254' }),
  ['one of two is gone', { body: turn([text('![a]({{HOST}}/a) ![b]({{HOST}}/b)')]), hosted: { '/a': file('P'), '/b': file('Q', 410) } }, 'P but download'],
  ['a whole hosted image next to an incomplete inline one', { body: turn([part(bytes('P').subarray(0, 40)), text('![i]({{HOST}}/a)')]), hosted: { '/a': file('P') } }, 'P but broken-image'],
  ['a page in place of the image', { body: turn([text('![a]({{HOST}}/a)')]), hosted: { '/a': file(Buffer.from(`<html>${'x'.repeat(99)}`)) } }, 'download_failed yes', { code: 'not-an-image' }],
]); // prettier-ignore

itReads('base64 and data URLs', [
  of('wrapped by line feeds', [inline(P.replace(/.{64}/g, '$&\n'))], 'P'),
  of('tabs and form feeds', [inline(P.replace(/.{64}/g, '$&\t\f'))], 'P'),
  of('a character set', [text(`![i](data:image/png;charset=utf-8;base64,${P})`)], 'P'),
  of('no type', [inline(`data:;base64,${P}`)], 'P'),
  of('url-safe, unpadded, words behind it', [text(`![i](data:image/jpeg;base64,${bytes('J').toString('base64url')}) done`)], 'J', { text: ' done' }),
  of('all of it percent-encoded', [text(`![i](data:image/png;base64,${encodeURIComponent(P)})`)], 'P'),
  of('in a code fence', [text(`\`\`\`\n${markdown('P')}\n\`\`\``)], 'P'),
  of('no base64 digit', [inline('@@@@')], 'bad_reply maybe', { kind: 'broken-image' }),
  of('junk in the middle', [inline(`${P.slice(0, 40)}!!${P.slice(40)}`)], 'bad_reply maybe', { kind: 'broken-image' }),
  of('a PDF', [part(Buffer.from(`%PDF-1.7 ${'x'.repeat(90)}`))], 'bad_reply maybe', { kind: 'not-an-image' }),
  of('SVG', [part(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"></svg>'))], 'bad_reply maybe', { kind: 'not-an-image' }),
  ...(['P', 'J', 'W', 'G', 'A'] as const).map((one) => of(`${one} cut short`, [part(bytes(one).subarray(0, -9))], 'bad_reply maybe', { kind: 'broken-image' })),
]); // prettier-ignore

itReads("OpenAI's shapes", [
  ['an address beside an empty payload', { body: { data: [{ b64_json: '', url: '{{HOST}}/a' }] }, hosted: { '/a': file('P') } }, 'P'],
  ['a payload that is a data URL', { body: { data: [{ b64_json: `data:image/png;base64,${P}` }] } }, 'P'],
  ['an address that is no object', { body: { choices: [{ message: { content: [{ type: 'image_url', image_url: `data:image/png;base64,${P}` }] } }] } }, 'P'],
  ['a refusal', { body: { choices: [{ finish_reason: 'stop', message: { content: null, refusal: 'I cannot.' } }] } }, 'no_image maybe', { gatewayText: 'I cannot.' }],
  ['a filter', { body: { choices: [{ finish_reason: 'content_filter', message: { content: null } }] } }, 'blocked maybe'],
]); // prettier-ignore
