import assert from 'node:assert/strict';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { out } from '../host/paths.ts';
import * as workbench from '../host/workbench.ts';
import type { Page } from '../host/workbench.ts';
import {
  FILES_HOST,
  GATEWAY_HOST,
  startCorporateNetwork,
  type CorporateNetwork,
} from '../support/gateway/corporateNetwork.ts';
import { BLUE, RED, png } from '../support/image/images.ts';
import { hostedReply } from '../support/gateway/replies.ts';
import { savedPng, withVSCode } from './rig.ts';

const CAT = png(64, 48, RED);
const RESULT = png(64, 48, BLUE);
const KEY = 'sk-office-1234';
/** The gateway's name in messages, as a pattern. */
const NAMED = `office \\(${GATEWAY_HOST}\\)`;
const HOSTED = hostedReply(`https://${FILES_HOST}/made/picture.png`).body as object;
const GATEWAY = {
  'easel.gateway': 'office',
  'easel.gateways': [{ id: 'office', baseUrl: `https://${GATEWAY_HOST}`, auth: 'bearer' }],
};

test('threat-T04 an edit works through a proxy with its own certificate authority, and a refusal names the proxy', () =>
  withNetwork(async (network) => {
    const authority = path.join(out, 'proxy', 'authority.pem');
    await mkdir(path.dirname(authority), { recursive: true });
    await writeFile(authority, network.authority);
    await withVSCode(
      {
        name: 'proxy',
        files: { 'cat.png': CAT },
        settings: {
          ...GATEWAY,
          'http.proxy': network.proxy,
          'http.systemCertificatesNode': true,
        },
        env: { SSL_CERT_FILE: authority },
      },
      async ({ page, folder }) => {
        await edit(page, { key: KEY });
        await savedAndShown(page, folder, 'cat-edited.png');
        const saved = await readFile(path.join(folder, 'cat-edited.png'));
        assert.ok(saved.equals(RESULT), 'the hosted image, byte for byte');
        assert.deepEqual(network.requests, [
          `POST ${GATEWAY_HOST}/v1beta/models/gemini-3.1-flash-image-preview:generateContent`,
          `GET ${FILES_HOST}/made/picture.png`,
        ]);
        assert.deepEqual(network.credentials, [`Bearer ${KEY}`, ''], 'no key to the file host');

        const before = ours(network).length;
        await workbench.runCommand(page, 'Easel: Select Gateway…');
        await workbench.pick(page, 'Practice');
        await edit(page);
        await savedAndShown(page, folder, 'cat-edited-2.png');
        assert.equal(ours(network).length, before, 'Practice on loopback bypasses the proxy');

        await workbench.runCommand(page, 'Easel: Select Gateway…');
        await workbench.pick(page, 'office');
        network.lock();
        await edit(page);
        await workbench
          .notification(
            page,
            new RegExp(`proxy .*refused the connection to ${NAMED}.*Nothing was sent or charged`),
          )
          .waitFor();
        assert.equal(network.requests.length, 2, 'nothing else was sent');
      },
    );
  }));

test('threat-T04 nothing is sent through a proxy with an unknown certificate authority, and the message says so', () =>
  withNetwork((network) =>
    withVSCode(
      {
        name: 'proxy-untrusted',
        files: { 'cat.png': CAT },
        settings: { ...GATEWAY, 'http.proxy': network.proxy },
      },
      async ({ page, folder }) => {
        await edit(page, { key: KEY });
        await workbench
          .notification(
            page,
            new RegExp(`certificate for ${NAMED} isn't trusted.*Nothing was sent or charged`),
          )
          .waitFor();
        assert.ok(ours(network).length > 0, 'the proxy was asked');
        assert.deepEqual(network.requests, []);
        assert.deepEqual(await readdir(folder), ['cat.png']);
      },
    ),
  ));

test('without the proxy, the host is not found and the message names http.proxy', () =>
  withNetwork((network) =>
    withVSCode(
      { name: 'proxy-unset', files: { 'cat.png': CAT }, settings: GATEWAY },
      async ({ page }) => {
        await edit(page, { key: KEY });
        await workbench.notification(page, /^.*office.* wasn't found.*http\.proxy/s).waitFor();
        assert.deepEqual(network.tunnels, []);
        assert.deepEqual(network.requests, []);
      },
    ),
  ));

async function withNetwork(work: (network: CorporateNetwork) => Promise<void>): Promise<void> {
  const network = await startCorporateNetwork(HOSTED, RESULT);
  try {
    await work(network);
  } finally {
    await network.close();
  }
}

/** Edits cat.png. @param key the answer to the key prompt; without it, no prompt is expected */
async function edit(page: Page, { key }: { readonly key?: string } = {}): Promise<void> {
  await workbench.chooseInContextMenu(page, 'cat.png', 'Edit Image…');
  if (key !== undefined) {
    await workbench.passwordInput(page).waitFor();
    await workbench.answer(page, key);
    await workbench.passwordInput(page).waitFor({ state: 'hidden' });
  }
  await workbench.answer(page, 'make it blue');
}

/** Waits until the result has opened, because it takes the focus from what is typed next. */
async function savedAndShown(page: Page, folder: string, name: string): Promise<void> {
  await savedPng(folder, name);
  await workbench.imageIsShown(page, name);
}

function ours({ tunnels }: CorporateNetwork): readonly string[] {
  return tunnels.filter((target) => /^(gateway|files)\.test:/.test(target));
}
