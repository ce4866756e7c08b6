/** Sources that no model takes as they are, edited in the panel: drawings, and images that no browser shows. */
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { decodeImage } from '../../../src/image/decode/decodeImage.ts';
import { encodePngFile } from '../../../src/image/png/encodePng.ts';
import { toEightBits, type Pixels } from '../../../src/image/pixels/pixels.ts';
import * as workbench from '../../host/workbench.ts';
import { inlineDataReply, startScriptedGateway } from '../../support/gateway/scriptedGateway.ts';
import { tiff } from '../../support/image/bitmaps.ts';
import { HEIC } from '../../support/image/images.ts';
import { photo } from '../../support/image/photos.ts';
import { draw, scene } from '../../support/image/scene.ts';
import { sentImages } from '../../support/image/sentImages.ts';
import { savedPng, withVSCode, type Desk } from '../rig.ts';
import { dragOver, openPanelOn, run, type Panel } from './panelRig.ts';

/** Blue, with a red square. What its script and its handlers would do, is to paint all of it green. */
const LOGO = `<?xml version="1.0"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 40" onload="paint()">
  <script>function paint() { document.getElementById('all').setAttribute('fill', '#0f0'); } paint();</script>
  <a href="https://example.invalid/"><rect id="all" width="60" height="40" fill="#0000ff"/></a>
  <rect x="20" y="10" width="20" height="20" fill="#ff0000"/>
</svg>`;
const world = scene(4);
const SOURCE = draw(120, 90, (x, y) => world(x / 120, y / 90));
/** What a model returns for it: yellow in the region, and other colors everywhere. */
const RESULT = encodePngFile(
  draw(120, 90, (x, y) => {
    const [red, green, blue] = world(x / 120, y / 90);
    const isMeant = x >= 40 && x < 80 && y >= 30 && y < 60;
    return isMeant ? [250, 250, 20] : [red + 9, green - 7, blue + 4];
  }),
);

/** An uncompressed TIFF file of the source. */
function scan(): Uint8Array {
  const file = tiff(SOURCE.width, SOURCE.height);
  for (let from = 0, to = 128; to < file.length; from += 4, to += 3) {
    file.set(SOURCE.data.subarray(from, from + 3), to);
  }
  return file;
}

interface PaidDesk extends Desk {
  readonly gateway: Awaited<ReturnType<typeof startScriptedGateway>>;
}

async function withGateway(
  name: string,
  files: Record<string, Uint8Array | string>,
  work: (desk: PaidDesk) => Promise<void>,
): Promise<void> {
  const gateway = await startScriptedGateway({ script: inlineDataReply(RESULT) });
  const mine = { id: 'mine', label: 'Mine', baseUrl: gateway.origin, auth: 'none' };
  const settings = { 'easel.gateways': [mine], 'easel.gateway': 'mine' };
  try {
    await withVSCode({ name, files, settings }, (desk) => work({ ...desk, gateway }));
  } finally {
    await gateway.close();
  }
}

const pixelsOf = async (file: Uint8Array) => toEightBits(await decodeImage(file));
const colorOf = ({ width, data }: Pixels, x: number, y: number) => [
  ...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4),
];

/** Counts the pixels outside of a box and its feather that differ. */
function differingOutside(
  a: Pixels,
  b: Pixels,
  [left, top, right, bottom]: readonly [number, number, number, number],
): number {
  assert.deepEqual([a.width, a.height], [b.width, b.height]);
  let differing = 0;
  for (let y = 0; y < a.height; y += 1) {
    for (let x = 0; x < a.width; x += 1) {
      if (x >= left - 4 && x < right + 4 && y >= top - 4 && y < bottom + 4) continue;
      if (String(colorOf(a, x, y)) !== String(colorOf(b, x, y))) differing += 1;
    }
  }
  return differing;
}

async function markRegion(
  { page }: Desk,
  panel: Panel,
  [left, top, right, bottom]: readonly [number, number, number, number],
  size: readonly [number, number],
): Promise<void> {
  await panel.getByRole('button', { name: 'Mark Region…' }).click();
  await panel.getByRole('application').waitFor();
  await dragOver(page, panel, [left, top], [right, bottom], size);
  const what = `of the image (${right - left} × ${bottom - top} px at ${left}, ${top})`;
  await panel.getByText(what).waitFor();
  await panel.getByRole('button', { name: 'Done' }).click();
}

test('report-C11 an SVG drawing goes from its menu to the panel, and is edited whole and in a region', () =>
  withGateway('svg', { 'art/logo.svg': LOGO }, async (desk) => {
    const { page, folder, gateway } = desk;
    await workbench.explorerRow(page, 'art').click();
    await workbench.chooseInContextMenu(page, 'logo.svg', 'Edit Image…');
    const offer = workbench.notification(page, 'logo.svg is an SVG drawing');
    await offer.getByRole('button', { name: 'Open in Panel' }).click();
    const panel = workbench.webview(page);
    await panel.getByRole('list').getByText('logo.svg').waitFor();
    // 60 × 40, enlarged by 9.
    await panel.getByText('540×360 px · SVG').waitFor();
    await panel.getByText('Sent as PNG, 540×360 px').waitFor();
    await panel.locator('.images canvas').waitFor();
    assert.deepEqual(await thumbnailColor(panel, [0.5, 0.5]), [255, 0, 0, 255], 'its thumbnail');

    await run(panel, 'make it round');
    assert.deepEqual(await pixelsOf(await savedFile(folder, 'art/logo-edited.png')), await pixelsOf(RESULT)); // prettier-ignore
    const [sent] = sentImages(gateway.requests[0]);
    assert.equal(sent?.mimeType, 'image/png');
    const drawn = await pixelsOf(sent.bytes);
    assert.deepEqual([drawn.width, drawn.height], [540, 360]);
    assert.deepEqual(colorOf(drawn, 5, 5), [0, 0, 255, 255], 'no script has run');
    assert.deepEqual(colorOf(drawn, 270, 180), [255, 0, 0, 255]);
    assert.deepEqual(
      [colorOf(drawn, 179, 180), colorOf(drawn, 180, 180)],
      [[0, 0, 255, 255], [255, 0, 0, 255]],
      'it is sharp',
    ); // prettier-ignore

    await markRegion(desk, panel, [180, 90, 360, 270], [540, 360]);
    await run(panel, 'make the square yellow');
    const edited = await pixelsOf(await savedFile(folder, 'art/logo-edited-2.png'));
    assert.equal(differingOutside(edited, drawn, [180, 90, 360, 270]), 0);
    assert.notDeepEqual(colorOf(edited, 270, 180), [255, 0, 0, 255]);
    assert.equal(gateway.posts, 2);
    assert.equal(await readFile(path.join(folder, 'art/logo.svg'), 'utf8'), LOGO);
    assert.deepEqual(await readdir(folder), ['art']);
  }));

test('report-C11 an SVG drawing that cannot be drawn costs nothing, and says what helps', () =>
  withGateway(
    'svg-broken',
    {
      'broken.svg': '<svg xmlns="http://www.w3.org/2000/svg"><rect></svg>',
      'needy.svg': '<svg xmlns="http://www.w3.org/2000/svg"><image href="photo.png"/></svg>',
    },
    async ({ page, gateway }) => {
      const panel = await openPanelOn(page, 'broken.svg');
      await run(panel, 'make it round');
      await panel.getByText("broken.svg can't be drawn.").first().waitFor();
      await panel.getByText('Nothing was sent.').first().waitFor();
      await workbench.chooseInContextMenu(page, 'needy.svg', 'Open Panel');
      await workbench.notification(page, 'needy.svg needs another file: photo.png.').waitFor();
      assert.equal(gateway.posts, 0);
    },
  ));

const TURNED = { 'phone.jpg': photo('exif6.jpg') };

test('report-C2 report-C11 a TIFF has a preview, only its region changes, and a turned photo is upright', () =>
  withGateway('tiff', { 'scan.tif': scan(), 'photo.heic': HEIC, ...TURNED }, async (desk) => {
    const { page, folder, gateway } = desk;
    const panel = await openPanelOn(page, 'scan.tif');
    await panel.locator('.images canvas').waitFor();
    await markRegion(desk, panel, [40, 30, 80, 60], [120, 90]);
    await run(panel, 'make it yellow');
    const edited = await pixelsOf(await savedFile(folder, 'scan-edited.png'));
    assert.equal(differingOutside(edited, SOURCE, [40, 30, 80, 60]), 0);
    assert.ok(colorOf(edited, 60, 45)[0]! > 230);
    assert.equal(gateway.posts, 1);
    await panel.getByRole('img', { name: 'scan-edited.png' }).waitFor();

    await workbench.chooseInContextMenu(page, 'photo.heic', 'Open Panel');
    await panel.getByText('There is no preview of HEIC images').waitFor();
    assert.equal(await panel.getByRole('button', { name: 'Mark Region…' }).count(), 0);

    await workbench.chooseInContextMenu(page, 'phone.jpg', 'Open Panel');
    await panel.getByRole('list').getByText('phone.jpg').waitFor();
    // As sharp turns it: dark at the top right, magenta at the bottom right.
    const [red, green, blue] = await thumbnailColor(panel, [0.92, 0.94]);
    assert.ok(red! > 200 && green! < 60 && blue! > 90, `${red}, ${green}, ${blue}`);
    const dark = await thumbnailColor(panel, [0.92, 0.06]);
    assert.ok(dark[0]! < 60 && dark[1]! < 60, dark.join(', '));
  }));

/** Returns the RGBA of a place on the drawing of the source, in shares of its size. */
async function thumbnailColor(panel: Panel, [x, y]: readonly [number, number]) {
  const drawing = panel.locator('.images canvas');
  await drawing.waitFor();
  const pixels = await pixelsOf(await drawing.screenshot());
  return colorOf(pixels, Math.floor(pixels.width * x), Math.floor(pixels.height * y));
}

/** Waits for a whole PNG file. */
async function savedFile(folder: string, name: string): Promise<Uint8Array> {
  await savedPng(folder, name);
  return await readFile(path.join(folder, name));
}
