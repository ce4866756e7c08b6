import type { ClientName } from '../clients.ts';
import type { PanelReport } from '../panel/panel.ts';
import type { Results, Round } from './results.ts';
import type { Row } from '../measure/rounds.ts';
import { median } from '../measure/stats.ts';
import type { Measured } from '../measure/task.ts';

/** One figure that Easel has promised. */
export interface Figure {
  readonly what: string;
  readonly limit: string;
  readonly found: string;
  readonly holds: boolean;
}

const LARGE_MB = 20;
/** Growth of the peak from the smallest picture to the largest that counts as none, in MB. */
const FLAT_MB = 10;

/** Judges a run of the bench. The worst case counts, never a mean over sizes. */
export function judge({
  replies,
  request,
  cold,
  start,
  routes,
  panel,
}: Results): readonly Figure[] {
  const large = replies.filter(({ megabytes }) => megabytes >= LARGE_MB);
  // A hosted picture is fetched by whoever uses the SDK, not by the SDK.
  const carried = large.filter(({ shape }) => shape !== 'hosted');
  const stall = worst(large, (round) => of(round, 'easel').stallMs ?? 0);
  const stallShare = worst(carried, (round) => share(round, 'sdk', ({ stallMs = 0 }) => stallMs));
  const peak = worst(large, (round) => of(round, 'easel').peakMb);
  const growth = Math.max(...growths(replies));
  const wall = worst(large, (round) => share(round, 'floor', ({ wallMs }) => wallMs));
  const cpu = worst(carried, (round) => share(round, 'sdk', ({ cpuMs }) => cpuMs));
  const sent = of(request, 'easel');
  const first = of(cold, 'easel');
  const startMs = start.requireMs + start.activateMs;
  return [
    atMost('Reply, longest stall of the event loop', 10, stall, 'ms'),
    atMost('Reply, longest stall as a share of the SDK’s', 0.1, stallShare),
    atMost('Reply, peak memory above the start', 32, peak, 'MB'),
    atMost(
      'Reply, growth of that peak from the smallest picture to the largest',
      FLAT_MB,
      growth,
      'MB',
    ),
    atMost('Reply, wall time as a share of the floor’s', 1.1, wall),
    atMost('Reply, CPU time as a share of the SDK’s', 0.5, cpu),
    atMost('Request, longest stall of the event loop', 10, sent.stallMs ?? 0, 'ms'),
    atMost('Request, peak memory above the start', 16, sent.peakMb, 'MB'),
    atMost('First request of a process, longest stall', 10, first.stallMs ?? 0, 'ms'),
    atMost('`require` and `activate()`', 15, startMs, 'ms'),
    atMost('File and network calls while starting', 0, start.io.length),
    atMost('Route status, reading all own observations', 5, routes.readMs, 'ms'),
    ...(panel === undefined ? [] : judgePanel(panel)),
  ];
}

function judgePanel(panel: PanelReport): readonly Figure[] {
  const { entries, openMs, openStallMs, heldMb, seenMs, arriveStallMs } = panel;
  const history = `Panel with ${entries} history entries`;
  return [
    atMost(`${history}, from the command to its sight`, 1000, median(openMs), 'ms'),
    atMost(`${history}, what the webview holds`, 150, heldMb, 'MB'),
    atMost(`${history}, longest stall while it opens`, 20, median(openStallMs), 'ms'),
    atMost('4K result, from its file to its sight', 300, median(seenMs), 'ms'),
    atMost('4K result, longest stall while it arrives', 20, median(arriveStallMs), 'ms'),
  ];
}

function atMost(what: string, limit: number, found: number, unit = ''): Figure {
  const text = (value: number) => `${Number(value.toFixed(2))}${unit === '' ? '' : ` ${unit}`}`;
  return { what, limit: `at most ${text(limit)}`, found: text(found), holds: found <= limit };
}

function worst(rounds: readonly Round[], figure: (round: Round) => number): number {
  return Math.max(...rounds.map(figure));
}

function of({ rows }: Round, client: ClientName): Row {
  const row = rows.find((one) => one.client === client);
  if (row === undefined) throw new Error(`${client} was not measured`);
  return row;
}

/** Run by run, and of that the median: what slows the machine for a while meets both sides of a ratio. */
function share(round: Round, client: ClientName, pick: (run: Measured) => number): number {
  const others = of(round, client).runs;
  const ratios = of(round, 'easel').runs.map((run, n) => pick(run) / pick(others[n] ?? run));
  return median(ratios);
}

/** By shape: how much more the largest picture takes than the smallest. */
function growths(replies: readonly Round[]): readonly number[] {
  const shapes = [...new Set(replies.map(({ shape }) => shape))];
  return shapes.map((shape) => {
    const rounds = replies.filter((round) => round.shape === shape);
    const sorted = rounds.toSorted((a, b) => a.megabytes - b.megabytes);
    const peaks = [sorted[0], sorted.at(-1)].map((round) =>
      round ? of(round, 'easel').peakMb : 0,
    );
    return (peaks[1] ?? 0) - (peaks[0] ?? 0);
  });
}
