import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { vsix } from '../host/paths.ts';
import { unzip } from './zip.ts';

/** Hosts that the bundles may name, and why. Nothing is ever sent to the last two kinds. */
const KNOWN_HOSTS: readonly RegExp[] = [
  // Gateways, and the pages that route statements quote.
  /(^|\.)(crazyrouter\.com|routescope\.ai|google\.dev|google\.com|googleapis\.com)$/,
  // Names of XML and JSON vocabularies (IPTC and Adobe for XMP, Android for icons), and documentation in messages of libraries.
  /^(www\.w3\.org|json-schema\.org|github\.com|lit\.dev|vscode-elements\.github\.io)$/,
  /^(cv\.iptc\.org|iptc\.org|ns\.adobe\.com|schemas\.android\.com)$/,
  /^(localhost|127\.0\.0\.1|example\.com)$/,
];

/** The scripts in the package by name. Fails without them: a search in nothing finds nothing. */
function bundles(): readonly (readonly [name: string, text: string])[] {
  const found = [...unzip(readFileSync(vsix))]
    .filter(([name]) => /\.[cm]?js$/.test(name))
    .map(([name, bytes]) => [name, bytes.toString('utf8')] as const);
  const names = found.map(([name]) => name);
  for (const name of ['extension.cjs', 'easel.cjs', 'undici.cjs', 'panel.js', 'routeStatus.js']) {
    assert.ok(names.includes(`extension/dist/${name}`), `the package has no ${name}`);
  }
  for (const [name, text] of found) assert.notEqual(text, '', `${name} is empty`);
  return found;
}

test('threat-T25 the bundles name no host except gateways, sources and vocabularies', () => {
  const hosts = bundles().flatMap(([name, text]) =>
    [...text.matchAll(/https?:\/\/([a-z0-9.-]+\.[a-z]{2,}|localhost)/gi)].map(
      ([, host = '']) => [name, host.toLowerCase()] as const,
    ),
  );
  assert.ok(
    hosts.some(([, host]) => host === 'generativelanguage.googleapis.com'),
    'the search finds the hosts of gateways',
  );
  const unknown = hosts.filter(([, host]) => !KNOWN_HOSTS.some((known) => known.test(host)));
  assert.deepEqual(unknown, []);
});

test('threat-T25 the bundles contain no telemetry library', () => {
  const telemetry =
    /createTelemetryLogger|TelemetryReporter|applicationinsights|sentry\.io|segment\.(io|com)|mixpanel|google-analytics/i;
  for (const [name, text] of bundles()) assert.doesNotMatch(text, telemetry, name);
});

test('threat-T30 the bundles start no program and run no text as code', () => {
  const execution = /child_process|[^.\w]eval\(|new Function\(|node:vm/;
  for (const [name, text] of bundles()) assert.doesNotMatch(text, execution, name);
});
