import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { checkBaseUrl } from '../../../src/catalog/baseUrl.ts';
import { isPlaceholderKey, readCurl } from '../../../src/catalog/curlCommand.ts';
import { readAddress } from '../../../src/catalog/pastedAddress.ts';
import { refused } from '../../support/expect.ts';

const KEY = 'sk-e2e-0123456789abcdef';
const URL = 'https://gw.example/v1beta/models/x:generateContent';
const BODY = `-d '{"contents":[{"parts":[{"fileUri":"https://other.example/a.png"}]}]}'`;

/** As documentation prints it, with line breaks. */
const GOOGLE = `curl "${URL}" \\
  -H 'x-goog-api-key: ${KEY}' \\
  -H 'Content-Type: application/json' \\
  -X POST \\
  ${BODY}`;

describe('report-D1 a pasted curl command', () => {
  for (const [name, text, key] of [
    ['of Google, over several lines', GOOGLE, KEY],
    ['in a box that removes line breaks', GOOGLE.replaceAll('\n', ''), KEY],
    ['without indentation, in such a box', GOOGLE.replace(/\\\n +/g, '\\'), KEY],
    ['with Windows line breaks', GOOGLE.replaceAll('\n', '\r\n'), KEY],
    ['with carets', GOOGLE.replaceAll('\\\n', '^\n'), KEY],
    ['with backticks', GOOGLE.replaceAll('\\\n', '`\n'), KEY],
    ['with a prompt', `$ ${GOOGLE}`, KEY],
    ['in a block of Markdown', `\`\`\`bash\n${GOOGLE}\n\`\`\``, KEY],
    ['with printed quotes', `curl “${URL}” -H “x-goog-api-key: ${KEY}”`, KEY],
    ['in double quotes', `curl "${URL}" -H "Authorization: Bearer ${KEY}" ${BODY}`, KEY],
    ['in single quotes', `curl '${URL}' --header 'Authorization: Bearer ${KEY}'`, KEY],
    ['with a header without quotes', `curl ${URL} -H x-goog-api-key:${KEY}`, KEY],
    ['with a key in the address', `curl -X POST "${URL}?key=${KEY}" ${BODY}`, KEY],
    ['with a key and a bare &', `curl ${URL}?alt=sse&key=${KEY} ${BODY}`, KEY],
    ['with the address last', `curl -sS -XPOST ${BODY} -H "x-api-key: ${KEY}" ${URL}`, KEY],
    ['with joined letters', `curl -sSH "x-goog-api-key: ${KEY}" ${URL}`, KEY],
    ['with a value next to its letter', `curl -H"api-key: ${KEY}" ${URL}`, KEY],
    ['with --url', `curl --request POST --url ${URL} --header "x-goog-api-key:${KEY}"`, KEY],
    ['with --oauth2-bearer', `curl --oauth2-bearer ${KEY} ${URL}`, KEY],
    ['with options before the address', `curl -L -o out.json -u a:b -m 30 ${URL}`, undefined],
    ['without a scheme', 'curl gw.example/v1beta/models', undefined],
    ['of Windows', `curl.exe ${URL} -H "x-goog-api-key: ${KEY}"`, KEY],
    ['with an open quote', `curl ${URL} -H "x-goog-api-key: ${KEY}`, KEY],
    [
      'into another program',
      `curl -s ${URL} -H "x-api-key: ${KEY}" | jq .candidates > a.json`,
      KEY,
    ],
    ['of Windows, as Chrome copies it', `curl ^"${URL}^" -H ^"x-goog-api-key: ${KEY}^"`, KEY],
    ['in a block for PowerShell', `\`\`\`powershell\n${GOOGLE}\n\`\`\``, KEY],
    ['with an apostrophe', `curl ${URL} -d '{"text":"it’s"}' -H 'x-api-key: ${KEY}'`, KEY],
    [
      'before another request',
      `curl ${URL} ; curl https://b.example -H "x-api-key: ${KEY}"`,
      undefined,
    ],
    ['before --next', `curl ${URL} --next https://b.example -H "x-api-key: ${KEY}"`, undefined],
    ['before another line', `curl ${URL} curl https://b.example -H "api-key: ${KEY}"`, undefined],
    ['with two hosts', `curl ${URL} https://b.example/v1 -H "api-key: ${KEY}"`, undefined],
    ['with a variable', `curl "${URL}?key=$GEMINI_API_KEY"`, undefined],
    ['with a variable in a header', `curl ${URL} -H "x-goog-api-key: $GEMINI_API_KEY"`, undefined],
    ['with a Bearer variable', `curl ${URL} -H "Authorization: Bearer \${KEY}"`, undefined],
    ['with YOUR_API_KEY', `curl ${URL} -H "Authorization: Bearer YOUR_API_KEY"`, undefined],
    ['with <key>', `curl ${URL} -H "x-goog-api-key: <key>"`, undefined],
    ['with Basic', `curl ${URL} -H "Authorization: Basic ${KEY}"`, undefined],
    ['with no key', `curl ${URL} -H "Accept: */*"`, undefined],
    [
      'with a variable in a header and a key in the address',
      `curl "${URL}?key=${KEY}" -H "x-api-key: $K"`,
      KEY,
    ],
  ] as const) {
    test(`${name} is read`, () => {
      const address = readAddress(text);
      assert.ok(typeof address === 'object');
      assert.equal(address.baseUrl, 'https://gw.example');
      assert.equal(address.key, key);
      assert.ok(!JSON.stringify([address.baseUrl, address.shown]).includes(KEY));
    });
  }

  for (const [text, why] of [
    ['curl', 'malformed'],
    ['curl ', 'malformed'],
    [`curl -H "x-goog-api-key: ${KEY}"`, 'malformed'],
    ['curl "$BASE_URL/v1beta/models"', 'malformed'],
    ['curl ftp://gw.example', 'malformed'],
    ['curl https://me:secret@gw.example', 'credentials'],
    ['curl http://gw.example', 'not-https'],
    [`curling ${URL}`, 'malformed'],
  ] as const) {
    test(`“${text}” is refused as ${why}`, () => {
      assert.equal(readAddress(text), why);
    });
  }

  test('keeps a path in front of the API, and knows Vertex AI by its path', () => {
    const address = readAddress(
      `curl "https://gw.example/p/v1/publishers/google/models/x:generateContent?key=${KEY}"`,
    );
    assert.ok(typeof address === 'object');
    assert.deepEqual([address.baseUrl, address.api], ['https://gw.example/p', 'vertex']);
    assert.equal(
      address.shown,
      'https://gw.example/p/v1/publishers/google/models/x:generateContent',
    );
    const again = readAddress(address.shown);
    assert.ok(typeof again === 'object');
    assert.deepEqual([again.baseUrl, again.api], [address.baseUrl, address.api]);
  });

  test('with a key is refused in the settings, which are synced and shared', () => {
    for (const text of [GOOGLE, `curl ${URL} -H "x-goog-api-key: a-key-of-no-known-shape"`]) {
      assert.deepEqual(
        refused(() => checkBaseUrl(text, 'own')),
        { kind: 'bad-base-url', gateway: 'own', why: 'key' },
      );
    }
  });

  test('is read in any state while it is typed, quickly', () => {
    for (let at = 0; at <= GOOGLE.length; at++) readAddress(GOOGLE.slice(0, at));
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        assert.ok(readCurl(`curl ${text}`) !== undefined);
      }),
    );
    const started = performance.now();
    for (const text of ['"', "'", '\\', '\\ ', ' -', '*', '$', '.'])
      readAddress(`curl ${URL} -H "x-goog-api-key: ${text.repeat(50_000)}`);
    for (const text of ['*', '.'])
      readAddress(`curl ${URL} -H "x-goog-api-key: ${text.repeat(50_000)}\nx`);
    assert.ok(performance.now() - started < 3000);
  });
});

describe('report-D2 in place of a key', () => {
  for (const text of [
    ...[
      '',
      '$GEMINI_API_KEY',
      '${API_KEY}',
      '$(cat key)',
      '`cat key`',
      '%KEY%',
      '{{key}}',
      '{key}',
    ],
    ...[
      '<key>',
      '[KEY]',
      'YOUR_API_KEY',
      'YOUR-KEY',
      'your key',
      'INSERT_KEY',
      'REPLACE_ME',
      'xxx',
    ],
    ...['API_KEY', 'GEMINI_API_KEY', 'KEY', 'TOKEN', 'api-key', 'API_KEY_HERE', '...', '***', '…'],
    ...['sk-...', 'sk-xxxxxxxx', 'sk-your-key', 'AIza...', 'sk-abc***', 'GOOGLE_API_KEY_1'],
  ]) {
    test(`documentation prints “${text}”`, () => {
      assert.equal(isPlaceholderKey(text), true);
    });
  }

  for (const text of [
    ...[KEY, 'abc123', 'a', 'AIzaSyA-0123456789_abcdefghijklmnopqrstu', 'AQ.Ab8_c-d', 'tokens'],
    ...['sk-xxai-0123', 'sk-yours0123', 'keyed-0123', 'abckeydef==', 'x7f9'],
  ]) {
    test(`“${text}” is a key`, () => {
      assert.equal(isPlaceholderKey(text), false);
    });
  }
});
