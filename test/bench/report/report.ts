import type { Figure } from './acceptance.ts';
import type { HostReport, InHost } from '../start/inHost.ts';
import type { PanelReport } from '../panel/panel.ts';
import type { Results, Round } from './results.ts';
import { median } from '../measure/stats.ts';
import type { Measured } from '../measure/task.ts';

export interface Heading {
  /** ISO date. */
  readonly date: string;
  readonly runs: number;
  /** By name. */
  readonly versions: Readonly<Record<string, string>>;
}

/** The results as Markdown, without a word about the machine: only ratios within a table carry over. */
export function report(results: Results, figures: readonly Figure[], heading: Heading): string {
  const { replies, request, cold, host, panel, notes } = results;
  const versions = Object.entries(heading.versions).map(([name, version]) => `${name} ${version}`);
  return [
    '# Bench',
    `${heading.date}, ${versions.join(', ')}. Made by \`npm run bench\`: medians of ${heading.runs} runs, each client in a fresh process, all clients of a table in turns, against a gateway on loopback in a process of its own. Each process has had a small reply before, as all but the first of a session have; what the first costs is below. Time that a program was ready to run while others had the processor is not counted as a stall. Only ratios within a table hold elsewhere.`,
    '## What must hold',
    table(
      ['', 'figure', 'limit', 'found'],
      figures.map(({ what, limit, found, holds }) => [
        holds ? 'holds' : '**does not hold**',
        what,
        limit,
        found,
      ]),
    ),
    'Replies: the worst of 20 and 30 MB over all shapes; shares of the SDK’s figures over the shapes that it reads itself. A share is the median of the runs’ own: each against the other’s run beside it.',
    '## Replies: from the socket to a flushed file',
    '“Stall” is the longest time that the event loop did not turn, “peak” the resident memory above the start.',
    ...replies.map((round) => section(`### ${round.megabytes} MB, ${round.shape}`, round)),
    section(`## Requests with a reference picture of ${request.megabytes} MB`, request),
    section('## The first request of a process: a reply of 10 KB', cold),
    '## Start',
    startTable(results),
    '## Route status, the first time in a process',
    routesTable(results),
    ...(host ? ['## Inside the extension host of VS Code', hostTable(host)] : []),
    ...(panel ? ['## The panel in VS Code', panelTable(panel)] : []),
    ...notes,
    '',
  ].join('\n\n');
}

function section(heading: string, { rows }: Round): string {
  const lines = rows.map((row) => [row.title, ...figuresOf(row)]);
  return `${heading}\n\n${table(['client', 'wall ms', 'CPU ms', 'stall ms', 'peak MB'], lines)}`;
}

function figuresOf({ wallMs, cpuMs, stallMs, peakMb }: Measured): readonly string[] {
  return [wallMs.toFixed(0), cpuMs.toFixed(0), stallMs?.toFixed(1) ?? '–', peakMb.toFixed(1)];
}

function startTable({ start, sizes }: Results): string {
  const kb = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;
  return table(
    ['', ''],
    [
      ['`require`', `${start.requireMs.toFixed(1)} ms`],
      ['`activate()`', `${start.activateMs.toFixed(1)} ms`],
      ['the rest, with the first command', `${start.firstUseMs.toFixed(1)} ms`],
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
  const line = (title: string, runs: readonly InHost[]) => [
    title,
    median(runs.map(({ wallMs }) => wallMs)).toFixed(0),
    median(runs.map(({ stallMs }) => stallMs)).toFixed(1),
  ];
  return table(
    [`VS Code ${host.version}, 20 MB, inlineData`, 'wall ms', 'stall ms'],
    [
      line('`easel.generateImage`, until the editor shows it', host.easel),
      line('fetch, JSON, zod, Buffer.from', host.fetch),
      line('nothing', host.idle),
    ],
  );
}

function panelTable(panel: PanelReport): string {
  const { entries, openMs, openStallMs, heldMb, cachedMb, picture, seenMs, arriveStallMs } = panel;
  const [size, side] = [(picture.bytes / 1e6).toFixed(0), picture.side];
  const ms = (values: readonly number[]) => `${median(values).toFixed(0)} ms`;
  return table(
    ['', ''],
    [
      [`from the command to ${entries} history entries, pictures in sight drawn`, ms(openMs)],
      ['longest stall of the extension host meanwhile', ms(openStallMs)],
      ['what the renderer holds more than before', `${heldMb.toFixed(0)} MB`],
      [
        'the same after going through all of them, with Chromium’s caches',
        `${cachedMb.toFixed(0)} MB`,
      ],
      [`${side}×${side} px, ${size} MB, at 50 MB/s: from its file to its sight`, ms(seenMs)],
      ['longest stall of the extension host while it arrives', ms(arriveStallMs)],
    ],
  );
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = row(head.map((_, i) => (i === 0 ? '---' : '---:')));
  return [row(head), rule, ...lines.map(row)].join('\n');
}
