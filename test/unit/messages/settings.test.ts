import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckError, ConnectError, type CheckProblem } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { settingBehind } from '../../../src/messages/settings.ts';
import { translate as t } from '../../support/localization.ts';

/** The message, its actions, and the setting that Open Settings leads to. */
function shown(problem: CheckProblem) {
  const error = new CheckError(problem);
  const { text, actions } = describeError(error, t);
  return [text, actions, settingBehind(error)];
}

const bySetting = { model: 'nano-banana', asked: '1:8', bySetting: true } as const;

test('names the setting with a value that the model lacks, and the values it has', () => {
  assert.deepEqual(
    shown({ kind: 'not-offered', what: 'aspectRatio', offered: ['1:1', '16:9'], ...bySetting }),
    [
      "easel.aspectRatio is set to 1:8, which nano-banana doesn't support. Nothing was sent. Supported values: 1:1, 16:9.",
      ['open-settings', 'choose-model'],
      'easel.aspectRatio',
    ],
  );
  assert.deepEqual(
    shown({ kind: 'not-offered', what: 'imageSize', offered: [], ...bySetting, asked: '4K' }),
    [
      "easel.imageSize is set to 4K, but nano-banana doesn't support this setting. Nothing was sent. Set it to auto.",
      ['open-settings', 'choose-model'],
      'easel.imageSize',
    ],
  );
});

test('names the setting whose value is no ratio or size at all', () => {
  assert.deepEqual(
    shown({ kind: 'ill-formed', what: 'aspectRatio', asked: 'wide', bySetting: true }),
    [
      "easel.aspectRatio is set to “wide”, which isn't a valid aspect ratio. Nothing was sent. Use auto or a ratio such as 16:9.",
      ['open-settings'],
      'easel.aspectRatio',
    ],
  );
  assert.deepEqual(
    shown({ kind: 'ill-formed', what: 'imageSize', asked: 'big', bySetting: true }),
    [
      "easel.imageSize is set to “big”, which isn't a valid image size. Nothing was sent. Use auto or a size such as 2K.",
      ['open-settings'],
      'easel.imageSize',
    ],
  );
});

test('names no setting where the value came with the run', () => {
  const once = { model: 'nano-banana', asked: '1:8' } as const;
  assert.deepEqual(
    shown({ kind: 'not-offered', what: 'aspectRatio', offered: ['1:1', '16:9'], ...once }),
    [
      "nano-banana doesn't support the aspect ratio 1:8. Nothing was sent. Supported ratios: 1:1, 16:9.",
      ['choose-model'],
      undefined,
    ],
  );
  assert.deepEqual(shown({ kind: 'ill-formed', what: 'imageSize', asked: 'big' }), [
    "“big” isn't a valid image size. Nothing was sent. Use auto or a size such as 2K.",
    [],
    undefined,
  ]);
});

test('names the file name setting with a placeholder that Easel cannot fill in', () => {
  assert.deepEqual(
    shown({ kind: 'unknown-placeholder', placeholder: 'date', known: ['source', 'prompt'] }),
    [
      "easel.output.fileName contains ${date}, which isn't a supported placeholder. Nothing was sent. Supported placeholders: ${source}, ${prompt}.",
      ['open-settings'],
      'easel.output.fileName',
    ],
  );
});

test('names the folder setting that leads to another file system', () => {
  assert.deepEqual(shown({ kind: 'foreign-folder', scheme: 'memfs' }), [
    "easel.output.folder is on another file system (memfs). Results of this workspace can't be saved there. Nothing was sent. Use a path, such as assets/images.",
    ['open-settings'],
    'easel.output.folder',
  ]);
});

test('Open Settings leads to the setting behind a failure, and to none where no setting caused it', () => {
  const behind = (problem: CheckProblem) => settingBehind(new CheckError(problem));
  assert.equal(behind({ kind: 'unknown-gateway', gateway: 'x' }), 'easel.gateway');
  assert.equal(behind({ kind: 'bad-base-url', gateway: 'x', why: 'missing' }), 'easel.gateways');
  assert.equal(
    behind({ kind: 'bad-setting', setting: 'easel.gateways[0]', why: '' }),
    'easel.gateways',
  );
  assert.equal(behind({ kind: 'no-gateway' }), undefined);
  assert.equal(settingBehind(new ConnectError('h', 'refused', 'ECONNREFUSED')), undefined);
  assert.equal(settingBehind(undefined), undefined);
});
