import type { Start } from '../start/activate.ts';
import type { HostReport } from '../start/inHost.ts';
import type { PanelReport } from '../panel/panel.ts';
import type { RouteTable } from '../start/routeTable.ts';
import type { Row } from '../measure/rounds.ts';
import type { Shape } from '../measure/task.ts';

export interface Round {
  readonly shape: Shape;
  /** Of the picture, in MB. */
  readonly megabytes: number;
  readonly rows: readonly Row[];
}

export interface Sizes {
  /** Packed files by name, in bytes, each as it is and with gzip. */
  readonly bundles: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly gzip: number;
  }[];
  readonly vsix: number;
}

/** All that one run of the bench found out. */
export interface Results {
  readonly replies: readonly Round[];
  readonly request: Round;
  /** A small picture by a process that did nothing before: what loading costs. */
  readonly cold: Round;
  /** Medians of many starts; `io` of one that was watched. */
  readonly start: Start;
  readonly routes: RouteTable;
  readonly sizes: Sizes;
  /** `undefined` where VS Code's server does not run: it is Linux only. */
  readonly host?: HostReport;
  readonly panel?: PanelReport;
  /** Clients left out, with what they lack. */
  readonly notes: readonly string[];
}
