import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dragData, dragUri } from '../../../../../media/panel/strip/dragUri.ts';

test('finds the file behind an address of a webview, on this machine and on a server', () => {
  assert.equal(
    dragUri('https://file+.vscode-resource.vscode-cdn.net/w/a%20cat.png'),
    'file:///w/a%20cat.png',
  );
  assert.equal(
    dragUri(
      'https://vscode-remote%2B127-002e0-002e0-002e1-003a8080.vscode-resource.vscode-cdn.net/w/cat.png?v=1',
    ),
    'vscode-remote://127.0.0.1:8080/w/cat.png',
  );
  assert.equal(
    dragUri('https://vscode-remote+ssh-002dremote-002bmy-002dhost.vscode-resource.vscode-cdn.net/w/cat.png'), // prettier-ignore
    'vscode-remote://ssh-remote+my-host/w/cat.png',
  );
});

test('other addresses can’t be dragged', () => {
  for (const address of ['blob:https://x/1', 'https://example.com/cat.png', 'cat.png', '']) {
    assert.equal(dragUri(address), undefined, address);
  }
});

test('sets what text editors, chat, and the explorer read', () => {
  assert.deepEqual(dragData(['file:///w/cat.png', 'file:///w/dog.png']), {
    'application/vnd.code.uri-list': 'file:///w/cat.png\r\nfile:///w/dog.png',
    'text/uri-list': 'file:///w/cat.png\r\nfile:///w/dog.png',
    ResourceURLs: '["file:///w/cat.png","file:///w/dog.png"]',
  });
});
