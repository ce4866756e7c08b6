import * as z from 'zod/mini';
import { DRAFT_FROM_PANEL, DRAFT_TO_PANEL } from './ask/draftProtocol.ts';
import { ASK_FROM_PANEL, ASK_TO_PANEL, AskView, Starter } from './ask/protocol.ts';
import { DELETION_FROM_PANEL, DeletionView } from './deletion/protocol.ts';
import { EXPORT_FROM_PANEL, EXPORT_TO_PANEL } from './export/protocol.ts';
import { FAILURES_FROM_PANEL, FailuresView } from './failures/protocol.ts';
import { HISTORY_FROM_PANEL, HISTORY_TO_PANEL, HistoryView } from './history/protocol.ts';
import { PROMPTS_FROM_PANEL, PROMPTS_TO_PANEL } from './prompts/protocol.ts';
import { REGION_FROM_PANEL } from './region/protocol.ts';
import { RESULTS_FROM_PANEL, RESULTS_TO_PANEL, ResultsView } from './results/protocol.ts';
import { RUNS_FROM_PANEL, RUNS_TO_PANEL, RunsView } from './runs/protocol.ts';
import { SETUP_FROM_PANEL, SetupView } from './setup/protocol.ts';
import { SOURCES_FROM_PANEL, SourcesView } from './sources/protocol.ts';
import { STRING_NAMES } from './stringsProtocol.ts';

/**
 * Merges the messages of all features of the panel. Host and page parse every message on arrival and drop invalid ones.
 * The page names images by ids from the host. The only addresses it sends are those of files that the user dropped, and
 * the host accepts none outside of the workspace.
 */

const FromPanel = z.discriminatedUnion('type', [
  /** The page is ready for messages: after a start, a reload, or when it becomes visible again. */
  z.strictObject({ type: z.literal('ready') }),
  ...ASK_FROM_PANEL,
  ...DRAFT_FROM_PANEL,
  ...SETUP_FROM_PANEL,
  ...SOURCES_FROM_PANEL,
  ...REGION_FROM_PANEL,
  ...PROMPTS_FROM_PANEL,
  ...RUNS_FROM_PANEL,
  ...FAILURES_FROM_PANEL,
  ...RESULTS_FROM_PANEL,
  ...EXPORT_FROM_PANEL,
  ...DELETION_FROM_PANEL,
  ...HISTORY_FROM_PANEL,
]);
export type FromPanel = Readonly<z.infer<typeof FromPanel>>;

const HostView = z.object({
  ...AskView.shape,
  ...SetupView.shape,
  ...SourcesView.shape,
  ...RunsView.shape,
  ...FailuresView.shape,
  ...ResultsView.shape,
  ...DeletionView.shape,
  ...HistoryView.shape,
});
/** Everything that the host shows in the panel. */
export type HostView = Readonly<z.infer<typeof HostView>>;

const ToPanel = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('strings'),
    strings: z.record(z.enum(STRING_NAMES), z.string()),
    starters: z.array(Starter),
  }),
  z.object({ type: z.literal('view'), view: HostView }),
  ...ASK_TO_PANEL,
  ...DRAFT_TO_PANEL,
  ...PROMPTS_TO_PANEL,
  ...RUNS_TO_PANEL,
  ...RESULTS_TO_PANEL,
  ...EXPORT_TO_PANEL,
  ...HISTORY_TO_PANEL,
]);
export type ToPanel = Readonly<z.infer<typeof ToPanel>>;

/** Parses a message on the host's side; undefined for anything that the page can't have meant. Never throws. */
export function parseFromPanel(value: unknown): FromPanel | undefined {
  return parse(FromPanel, value);
}

/** Parses a message on the page's side. Never throws. */
export function parseToPanel(value: unknown): ToPanel | undefined {
  return parse(ToPanel, value);
}

function parse<T extends z.ZodMiniType>(schema: T, value: unknown): z.infer<T> | undefined {
  try {
    return schema.safeParse(value).data;
  } catch {
    // Reading a property of the value threw. Structured clone removes getters and proxies, so only tests get here.
    return undefined;
  }
}
