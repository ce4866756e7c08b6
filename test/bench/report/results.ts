import type { Start } from '../start/activate.ts';
import type { HostReport } from '../start/inHost.ts';
import type { PanelReport } from '../panel/panel.ts';
import type { MatteRow } from '../mattes/mattes.ts';
import type { PixelRow } from '../pixels/pixels.ts';
import type { RouteTable } from '../start/routeTable.ts';
import type { SourceRow } from '../sources/sources.ts';
import type { Row } from '../measure/rounds.ts';
import type { Shape } from '../measure/task.ts';

export interface Round {
  readonly shape: Shape;
  /** Size of the image in MB. */
  readonly megabytes: number;
  readonly rows: readonly Row[];
}

export interface Sizes {
  /** Bundled files: size in bytes, raw and with gzip. */
  readonly bundles: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly gzip: number;
  }[];
  readonly vsix: number;
}

/** The results of one run of the bench. */
export interface Results {
  readonly replies: readonly Round[];
  readonly request: Round;
  /** A small image as the first request of a process: the cost of loading. */
  readonly cold: Round;
  /** Medians of many starts; `io` from one recorded start. */
  readonly start: Start;
  readonly routes: RouteTable;
  readonly sizes: Sizes;
  /** Missing where VS Code's server does not run: it needs Linux. */
  readonly host?: HostReport;
  readonly sources?: readonly SourceRow[];
  readonly pixels: readonly PixelRow[];
  readonly mattes: readonly MatteRow[];
  readonly panel?: PanelReport;
  /** Skipped clients, with what they need. */
  readonly notes: readonly string[];
}
