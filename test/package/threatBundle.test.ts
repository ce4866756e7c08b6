import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root } from '../host/paths.ts';

const bundles = globSync('dist/*.{cjs,js}', { cwd: root }).map(
  (file) => [file, readFileSync(path.join(root, file), 'utf8')] as const,
);

/** Hosts that are named in the bundles, and why; nothing is ever sent to the last two kinds. */
const KNOWN: readonly RegExp[] = [
  // Gateways, and pages that statements of the route status are taken from.
  /(^|\.)(crazyrouter\.com|routescope\.ai|google\.dev|google\.com|googleapis\.com)$/,
  // Names of XML and JSON vocabularies, and of their own pages in texts of libraries.
  /^(www\.w3\.org|json-schema\.org|github\.com|lit\.dev|vscode-elements\.github\.io)$/,
  /^(localhost|127\.0\.0\.1|example\.com)$/,
];

test('threat-T25 the bundles name no host but gateways, sources and vocabularies', () => {
  assert.ok(bundles.length >= 4, 'dist/ is not built');
  for (const [file, text] of bundles) {
    for (const [, host = ''] of text.matchAll(/https?:\/\/([a-z0-9.-]+\.[a-z]{2,}|localhost)/gi)) {
      assert.ok(
        KNOWN.some((known) => known.test(host.toLowerCase())),
        `${file} names ${host}`,
      );
    }
  }
});

test('threat-T25 no telemetry of any make', () => {
  for (const [file, text] of bundles) {
    assert.doesNotMatch(
      text,
      /createTelemetryLogger|TelemetryReporter|applicationinsights|sentry\.io|segment\.(io|com)|mixpanel|google-analytics/i,
      file,
    );
  }
});

test('threat-T30 the bundles start no program and run no text as code', () => {
  for (const [file, text] of bundles) {
    assert.doesNotMatch(text, /child_process|[^.\w]eval\(|new Function\(|node:vm/, file);
  }
});
