import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contentSecurityPolicy, pageHtml } from '../../../src/page/html.ts';

const PAGE = {
  cspSource: "'self' https://*.vscode-cdn.net",
  nonce: 'bm9uY2U',
  script: 'https://file.vscode-cdn.net/ext/dist/panel.js',
  codicons: 'https://file.vscode-cdn.net/ext/dist/codicon.css',
  language: 'en',
};

const POLICY =
  "default-src 'none'; img-src 'self' https://*.vscode-cdn.net blob:; " +
  "style-src 'self' https://*.vscode-cdn.net; font-src 'self' https://*.vscode-cdn.net; " +
  "script-src 'nonce-bm9uY2U'; base-uri 'none'; form-action 'none'";

test('uses exactly this content security policy', () => {
  assert.equal(contentSecurityPolicy(PAGE), POLICY);
});

test('declares the policy before everything that it applies to', () => {
  const html = pageHtml(PAGE);
  assert.ok(html.includes(`http-equiv="Content-Security-Policy" content="${POLICY}"`));
  const first = Math.min(...['<link', '<script', '<style', '<img'].map((tag) => at(html, tag)));
  assert.ok(at(html, 'Content-Security-Policy') < first);
});

test('has no inline code, and loads only the bundle and the icons', () => {
  const html = pageHtml(PAGE);
  assert.doesNotMatch(html, /\son\w+=|\sstyle=|<style|javascript:|data:/i);
  assert.deepEqual(
    [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map((match) => match[1]),
    [PAGE.codicons, PAGE.script],
  );
  assert.deepEqual(
    [...html.matchAll(/<script[^>]*>([^<]*)</g)].map((match) => match[1]),
    [''],
  );
});

test('escapes an unusual path of the extension in its attribute', () => {
  const html = pageHtml({ ...PAGE, script: 'https://x.test/"><script>alert(1)</script>&' });
  assert.ok(html.includes('src="https://x.test/&quot;>&lt;script>alert(1)&lt;/script>&amp;"'));
});

function at(html: string, text: string): number {
  const index = html.indexOf(text);
  return index === -1 ? Infinity : index;
}
