import type { ClientName } from '../clients.ts';
import { FEW, type PanelReport } from '../panel/panel.ts';
import type { MatteRow } from '../mattes/mattes.ts';
import type { PixelRow } from '../pixels/pixels.ts';
import type { SourceRow } from '../sources/sources.ts';
import type { Results, Round } from './results.ts';
import type { Row } from '../measure/rounds.ts';
import { median } from '../measure/stats.ts';
import type { Measurement } from '../measure/task.ts';

/** A figure that Easel promises. */
export interface Figure {
  readonly title: string;
  readonly limit: string;
  readonly measured: string;
  readonly holds: boolean;
}

const LARGE_MB = 20;
/** Largest difference of the peaks for the smallest and the largest image that counts as constant memory, in MB. */
const FLAT_MB = 10;

/** Compares the results with the promised limits. The worst case counts, never a mean over sizes. */
export function judge({
  replies,
  request,
  cold,
  start,
  routes,
  pixels,
  mattes,
  sources,
  panel,
}: Results): readonly Figure[] {
  const large = replies.filter(({ megabytes }) => megabytes >= LARGE_MB);
  // The SDK does not download hosted images.
  const readBySdk = large.filter(({ shape }) => shape !== 'hosted');
  const stall = worst(large, (round) => rowOf(round, 'easel').stallMs ?? 0);
  const stallShare = worst(readBySdk, (round) => share(round, 'sdk', ({ stallMs = 0 }) => stallMs));
  const peak = worst(large, (round) => rowOf(round, 'easel').peakMb);
  const growth = Math.max(...peakGrowths(replies));
  const wall = worst(large, (round) => share(round, 'floor', ({ wallMs }) => wallMs));
  const cpu = worst(readBySdk, (round) => share(round, 'sdk', ({ cpuMs }) => cpuMs));
  const sent = rowOf(request, 'easel');
  const first = rowOf(cold, 'easel');
  const startMs = start.requireMs + start.activateMs;
  return [
    atMost('Reply: longest stall of the event loop', 10, stall, 'ms'),
    atMost('Reply: longest stall as a share of the SDK’s', 0.1, stallShare),
    atMost('Reply: peak memory above the start', 32, peak, 'MB'),
    atMost(
      'Reply: growth of that peak from the smallest image to the largest',
      FLAT_MB,
      growth,
      'MB',
    ),
    atMost('Reply: wall time as a share of the floor’s', 1.1, wall),
    atMost('Reply: CPU time as a share of the SDK’s', 0.5, cpu),
    atMost('Request: longest stall of the event loop', 10, sent.stallMs ?? 0, 'ms'),
    atMost('Request: peak memory above the start', 16, sent.peakMb, 'MB'),
    atMost('First request of a process: longest stall', 10, first.stallMs ?? 0, 'ms'),
    atMost('`require` and `activate()`', 15, startMs, 'ms'),
    atMost('File and network calls during the start', 0, start.io.length),
    atMost('Route Status: reading all own observations', 5, routes.readMs, 'ms'),
    ...pixels.map(judgePixels),
    atMost(
      'Work on 12.6 megapixels: longest stall of the thread that asks for it',
      10,
      Math.max(...pixels.map(({ stallMs }) => median(stallMs))),
      'ms',
    ),
    ...judgeMattes(mattes),
    ...(sources === undefined ? [] : judgeSources(sources)),
    ...(panel === undefined ? [] : judgePanel(panel)),
  ];
}

/** Returns the median of the ratios of adjacent runs. */
export function pixelRatio({ easel, sharp }: PixelRow): number {
  return median(easel.map((ms, n) => ms / (sharp[n] ?? Number.NaN)));
}

function judgePixels(row: PixelRow): Figure {
  return atMost(`12.6 megapixels, ${row.title}: share of sharp’s time`, row.limit, pixelRatio(row));
}

/** Returns the mean of a figure over all kinds, which have equally many pictures. */
export function matteMean(rows: readonly MatteRow[], pick: (row: MatteRow) => number): number {
  return rows.reduce((sum, row) => sum + pick(row), 0) / rows.length;
}

function judgeMattes(rows: readonly MatteRow[]): readonly Figure[] {
  const key = matteMean(rows, (row) => row.key);
  const threshold = matteMean(rows, (row) => row.threshold);
  const passes = matteMean(rows, (row) => row.passes);
  const movedPasses = matteMean(rows, (row) => row.movedPasses);
  return [
    atMost('Transparency on a key color: mean error of the alpha', 0.02, key),
    atMost('Transparency on a key color: share of a plain threshold’s error', 0.2, key / threshold),
    atMost('Transparency from two passes: mean error of the alpha', 0.005, passes),
    atMost('Transparency from two passes, one of them moved: mean error', 0.005, movedPasses),
  ];
}

/** The worst file counts. */
function judgeSources(rows: readonly SourceRow[]): readonly Figure[] {
  const figure = (pick: (run: SourceRow['runs'][number]) => number) =>
    Math.max(...rows.map(({ runs }) => median(runs.map(pick))));
  const [stall, peak, left] = [
    figure(({ stallMs }) => stallMs),
    figure(({ peakMb }) => peakMb),
    figure(({ leftMb }) => leftMb),
  ];
  return [
    atMost('Editing a large file: longest stall of the extension host', 20, stall, 'ms'),
    atMost(
      'Editing a large file: peak memory of the extension host above the start',
      400,
      peak,
      'MB',
    ),
    atMost('Editing a large file: memory above the start afterwards', 50, left, 'MB'),
  ];
}

function judgePanel(panel: PanelReport): readonly Figure[] {
  const { entries, openMs, openStallMs, retainedMb, drawnMs, arriveStallMs } = panel;
  const { fewMs, searchMs, frameMs, scrollStallMs, previewMs, lastByteMs } = panel;
  const ratio = median(openMs.map((ms, run) => ms / (fewMs[run] ?? ms)));
  const history = `Panel with ${entries} history entries`;
  return [
    atMost(`${history}: from the command until it is drawn`, 1000, median(openMs), 'ms'),
    atMost(`${history}: opening, as a share of that with ${FEW}`, 1.2, ratio),
    atMost(`${history}: a search`, 50, median(searchMs), 'ms'),
    atMost(`${history}: longest frame while scrolling`, 50, median(frameMs), 'ms'),
    atMost(`${history}: longest stall while scrolling`, 20, median(scrollStallMs), 'ms'),
    atMost(`${history}: memory that the webview retains`, 150, retainedMb, 'MB'),
    atMost(`${history}: longest stall while it opens`, 20, median(openStallMs), 'ms'),
    atMost('4K result: from its file until it is drawn', 300, median(drawnMs), 'ms'),
    atMost(
      '4K result: from the last byte until it is drawn, as a share of VS Code’s image preview',
      2,
      median(lastByteMs.map((ms, run) => ms / (previewMs[run] ?? ms))),
    ),
    atMost('4K result: longest stall while it arrives', 20, median(arriveStallMs), 'ms'),
  ];
}

function atMost(title: string, limit: number, measured: number, unit = ''): Figure {
  const text = (value: number) =>
    `${Number(value.toFixed(value < 0.1 ? 4 : 2))}${unit === '' ? '' : ` ${unit}`}`;
  const holds = measured <= limit;
  return { title, limit: `at most ${text(limit)}`, measured: text(measured), holds };
}

function worst(rounds: readonly Round[], figure: (round: Round) => number): number {
  return Math.max(...rounds.map(figure));
}

function rowOf({ rows }: Round, client: ClientName): Row {
  const row = rows.find((one) => one.client === client);
  if (row === undefined) throw new Error(`${client} was not measured`);
  return row;
}

/** Returns the median of the ratios of adjacent runs: what slows the machine for a while affects both sides of a ratio. */
function share(round: Round, client: ClientName, pick: (run: Measurement) => number): number {
  const others = rowOf(round, client).runs;
  const ratios = rowOf(round, 'easel').runs.map((run, n) => pick(run) / pick(others[n] ?? run));
  return median(ratios);
}

/** Returns for each shape how much higher the peak is for the largest image than for the smallest, in MB. */
function peakGrowths(replies: readonly Round[]): readonly number[] {
  const shapes = [...new Set(replies.map(({ shape }) => shape))];
  return shapes.map((shape) => {
    const rounds = replies.filter((round) => round.shape === shape);
    const sorted = rounds.toSorted((a, b) => a.megabytes - b.megabytes);
    const peaks = [sorted[0], sorted.at(-1)].map((round) =>
      round ? rowOf(round, 'easel').peakMb : 0,
    );
    return (peaks[1] ?? 0) - (peaks[0] ?? 0);
  });
}
