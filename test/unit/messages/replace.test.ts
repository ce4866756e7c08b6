import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplaceError } from '../../../src/errors.ts';
import { describeReplace } from '../../../src/messages/save.ts';
import { translate as t } from '../../support/localization.ts';

test('says whether the file is unchanged and where its earlier version is', () => {
  const text = (...facts: ConstructorParameters<typeof ReplaceError>) =>
    describeReplace(new ReplaceError(...facts), t);
  assert.equal(
    text('a.png', 'keep', 'ENOSPC'),
    "Didn't replace a.png, because the disk is too full to keep its earlier version.",
  );
  assert.equal(
    text('a.png', 'keep', 'EACCES'),
    "Didn't replace a.png, because its earlier version couldn't be kept (EACCES).",
  );
  assert.equal(
    text('a.png', 'write', 'EROFS'),
    "Couldn't replace a.png (EROFS). The file is unchanged.",
  );
  assert.equal(
    text('a.png', 'write', 'Unavailable', { isIntact: false }),
    "Couldn't finish replacing a.png (Unavailable). Its earlier version is kept. Undo Replace restores it.",
  );
  assert.equal(
    text('a.png', 'recall', 'EBADMSG'),
    "Couldn't read the earlier version of a.png (EBADMSG).",
  );
});
