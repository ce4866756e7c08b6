import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isMac } from '../../../../media/shared/platform.ts';

test('recognizes a Mac by the browser, whatever machine the host runs on', () => {
  assert.ok(isMac({ platform: 'MacIntel' }));
  assert.ok(isMac({ platform: '', userAgentData: { platform: 'macOS' } }));
  assert.ok(isMac({ platform: 'MacIntel', userAgentData: { platform: '' } }));
});

test('other platforms are not a Mac', () => {
  for (const platform of ['Win32', 'Linux x86_64', 'iPhone', '']) {
    assert.ok(!isMac({ platform }), platform);
  }
  assert.ok(!isMac({ platform: 'Win32', userAgentData: { platform: 'Windows' } }));
});
