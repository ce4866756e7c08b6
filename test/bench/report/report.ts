import type { MatteRow } from '../mattes/mattes.ts';
import type { PixelRow } from '../pixels/pixels.ts';
import { matteMean, pixelRatio, type Figure } from './acceptance.ts';
import type { HostReport, HostMeasurement } from '../start/inHost.ts';
import { FEW, type PanelReport } from '../panel/panel.ts';
import type { Results, Round } from './results.ts';
import type { SourceRow } from '../sources/sources.ts';
import { median } from '../measure/stats.ts';
import type { Measurement } from '../measure/task.ts';

export interface Heading {
  /** ISO date. */
  readonly date: string;
  readonly runs: number;
  /** By name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** Formats the results as Markdown. Does not describe the machine: only ratios within a table carry over to others. */
export function formatReport(
  results: Results,
  figures: readonly Figure[],
  heading: Heading,
): string {
  const { replies, request, cold, host, pixels, mattes, sources, panel, notes } = results;
  const versions = Object.entries(heading.versions).map(([name, version]) => `${name} ${version}`);
  return [
    '# Bench',
    `${heading.date}, ${versions.join(', ')}. Written by \`npm run bench\`: medians of ${heading.runs} runs. Each client runs in a fresh process, the clients of a table take turns, and the gateway is a separate process on loopback. Each process first gets a small reply, as in a session where one request precedes; the cost of a first request is below. A stall does not include time in which other programs had the processor. Only ratios within a table carry over to other machines.`,
    '## Limits',
    table(
      ['', 'figure', 'limit', 'measured'],
      figures.map(({ title, limit, measured, holds }) => [
        holds ? 'holds' : '**does not hold**',
        title,
        limit,
        measured,
      ]),
    ),
    "Replies: the worst of 20 and 30 MB over all shapes. Shares of the SDK's figures cover the shapes that the SDK reads itself. A share is the median over pairs of adjacent runs.",
    '## Replies: from the socket to a flushed file',
    '“Stall” is the longest block of the event loop. “Peak” is the resident memory above the start.',
    ...replies.map((round) => section(`### ${round.megabytes} MB, ${round.shape}`, round)),
    section(`## Requests with an image of ${request.megabytes} MB`, request),
    section('## The first request of a process: a reply of 10 KB', cold),
    '## Start',
    startTable(results),
    '## Route Status, the first time in a process',
    routesTable(results),
    ...(host ? ['## Inside the extension host of VS Code', hostTable(host)] : []),
    '## Pixels: 4096 × 3072 px',
    pixelsTable(pixels),
    '## Transparency: mean errors of the alpha',
    mattesTable(mattes),
    ...(sources ? ['## Editing large files in VS Code', SOURCES_NOTE, sourcesTable(sources)] : []),
    ...(panel ? ['## The panel in VS Code', panelTable(panel)] : []),
    ...notes,
    '',
  ].join('\n\n');
}

function section(heading: string, { rows }: Round): string {
  const lines = rows.map((row) => [row.title, ...figuresOf(row)]);
  return `${heading}\n\n${table(['client', 'wall ms', 'CPU ms', 'stall ms', 'peak MB'], lines)}`;
}

function figuresOf({ wallMs, cpuMs, stallMs, peakMb }: Measurement): readonly string[] {
  return [wallMs.toFixed(0), cpuMs.toFixed(0), stallMs?.toFixed(1) ?? '–', peakMb.toFixed(1)];
}

function startTable({ start, sizes }: Results): string {
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;
  return table(
    ['', ''],
    [
      ['`require`', `${start.requireMs.toFixed(1)} ms`],
      ['`activate()`', `${start.activateMs.toFixed(1)} ms`],
      ['loading the rest, with the first command', `${start.firstUseMs.toFixed(1)} ms`],
      ...sizes.bundles.map(({ name, bytes, gzip }) => [name, `${kb(bytes)} (${kb(gzip)} packed)`]),
      ['VSIX', kb(sizes.vsix)],
    ],
  );
}

function routesTable({ routes }: Results): string {
  return table(
    ['', 'CPU ms'],
    [
      [`reading ${routes.observations} own observations`, routes.readMs.toFixed(1)],
      [`the status of ${routes.routes} routes`, routes.statusMs.toFixed(1)],
    ],
  );
}

function hostTable(host: HostReport): string {
  const line = (title: string, runs: readonly HostMeasurement[]) => [
    title,
    median(runs.map(({ wallMs }) => wallMs)).toFixed(0),
    median(runs.map(({ stallMs }) => stallMs)).toFixed(1),
  ];
  return table(
    [`VS Code ${host.version}, 20 MB, inlineData`, 'wall ms', 'stall ms'],
    [
      line('`easel.generateImage`, until the editor shows the image', host.easel),
      line('fetch, JSON, zod, Buffer.from', host.fetch),
      line('no work', host.idle),
    ],
  );
}

const SOURCES_NOTE =
  'From the command until the result is saved and checked: the file is read, prepared in the pixel worker, and sent. Peak and rest are the resident memory of the extension host above the start, with its threads; the rest is after a garbage collection.';

function sourcesTable(rows: readonly SourceRow[]): string {
  return table(
    ['file', 'wall ms', 'stall ms', 'peak MB', 'rest MB'],
    rows.map(({ title, runs }) => [
      title,
      median(runs.map(({ wallMs }) => wallMs)).toFixed(0),
      median(runs.map(({ stallMs }) => stallMs)).toFixed(1),
      median(runs.map(({ peakMb }) => peakMb)).toFixed(0),
      median(runs.map(({ leftMb }) => leftMb)).toFixed(0),
    ]),
  );
}

function pixelsTable(rows: readonly PixelRow[]): string {
  return table(
    ['', 'Easel ms', 'sharp ms', 'ratio', 'at most', 'stall ms'],
    rows.map((row) => [
      row.title,
      median(row.easel).toFixed(0),
      median(row.sharp).toFixed(0),
      pixelRatio(row).toFixed(2),
      String(row.limit),
      median(row.stallMs).toFixed(1),
    ]),
  );
}

function mattesTable(rows: readonly MatteRow[]): string {
  const line = (title: string, of: (pick: (row: MatteRow) => number) => number) => [
    title,
    ...[
      of(({ key }) => key),
      of(({ threshold }) => threshold),
      of(({ passes }) => passes),
      of(({ movedPasses }) => movedPasses),
    ].map((error) => error.toFixed(4)),
  ];
  return table(
    ['subject', 'key color', 'threshold', 'two passes', 'two passes, moved'],
    [
      ...rows.map((row) => line(row.kind, (pick) => pick(row))),
      line('all', (pick) => matteMean(rows, pick)),
    ],
  );
}

function panelTable(panel: PanelReport): string {
  const { entries, openMs, openStallMs, retainedMb, cachedMb, drawnMs, arriveStallMs } = panel;
  const { fewMs, searchMs, frameMs, emptyFrameMs, scrollStallMs, previewMs, lastByteMs } = panel;
  const { bytes, side } = panel.image;
  const large = `${side}×${side} px, ${(bytes / 1e6).toFixed(0)} MB`;
  const ms = (values: readonly number[]) => `${median(values).toFixed(0)} ms`;
  return table(
    ['', ''],
    [
      [
        `from the command until a history of ${entries} entries is there and its visible images are drawn`,
        ms(openMs),
      ],
      [`the same with ${FEW} entries`, ms(fewMs)],
      ['longest stall of the extension host meanwhile', ms(openStallMs)],
      ['from a key in the search field until the result is painted', ms(searchMs)],
      ['longest frame while scrolling from the first item to the last', ms(frameMs)],
      ['the same with an empty element: what the machine adds', ms(emptyFrameMs)],
      ['longest stall of the extension host meanwhile', ms(scrollStallMs)],
      ['memory of the renderer above that before', `${retainedMb.toFixed(0)} MB`],
      [
        'the same after scrolling through all entries, with Chromium’s caches',
        `${cachedMb.toFixed(0)} MB`,
      ],
      [`${large}, at 50 MB/s: from its file until it is drawn`, ms(drawnMs)],
      ['the same from the last byte of the reply', ms(lastByteMs)],
      ['the same file in VS Code’s image preview, from opening it', ms(previewMs)],
      ['longest stall of the extension host while it arrives', ms(arriveStallMs)],
    ],
  );
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = row(head.map((_, i) => (i === 0 ? '---' : '---:')));
  return [row(head), rule, ...lines.map(row)].join('\n');
}
