import * as z from 'zod/mini';

const Text = z.string().check(z.minLength(1));

/** What a page says happened on a route, or says of it without having tried. */
const Finding = z.discriminatedUnion('kind', [
  /** An image came; the page does not say in which shape. */
  z.object({ kind: z.literal('image') }),
  z.object({ kind: z.literal('inlineData'), mimeType: z.optional(Text) }),
  /** A Markdown image in the text part, holding the bytes. */
  z.object({ kind: z.literal('dataUrl'), type: z.enum(['jpeg', 'png']) }),
  /** A Markdown image in the text part, pointing to a host. */
  z.object({ kind: z.literal('hostedUrl') }),
  /** Not every page gives the HTTP status of a failure that it quotes. */
  z.object({
    kind: z.literal('error'),
    status: z.optional(z.int()),
    code: z.optional(Text),
    message: z.optional(Text),
  }),
  z.object({ kind: z.literal('unhealthy') }),
  /** Named as the stable way, without a test of that day. */
  z.object({ kind: z.literal('calledStable') }),
  z.object({ kind: z.literal('documented') }),
]);
export type Finding = Readonly<z.infer<typeof Finding>>;

const Advice = z.enum([
  'recommended',
  'controlled-testing',
  'retest-first',
  'stop-and-wait',
  'have-fallbacks',
  'not-recommended',
  'not-for-production',
]);
export type Advice = z.infer<typeof Advice>;

const Target = z.object({ path: z.enum(['generateContent', 'images']), model: Text });

/** One thing that one page says about one route: true of its day. */
export const Statement = z.object({
  /** Short and stable: tests and history refer to it. */
  id: Text,
  /** ISO day; null where the page gives none. */
  date: z.nullable(z.iso.date()),
  /** The page's public address. */
  source: z.url({ protocol: /^https$/ }),
  gateway: Text,
  path: z.enum(['generateContent', 'images']),
  /** An id or, on the older route, an alias; `*` where the page means all of them. */
  model: Text,
  operations: z.array(z.enum(['generate', 'edit'])).check(z.minLength(1)),
  finding: Finding,
  billing: z.enum(['normal', 'under-review', 'unknown']),
  advice: z.optional(Advice),
  /** Where the page sends people instead. */
  replacement: z.optional(Target),
  /** What the page claims, in one sentence of our own. */
  claim: Text,
});

type Deep<T> = { readonly [K in keyof T]: T[K] extends object ? Deep<T[K]> : T[K] };
export type Statement = Deep<z.infer<typeof Statement>>;

type Page = Pick<Statement, 'date' | 'source' | 'gateway'>;
type Row = Omit<Statement, keyof Page | 'billing'> & Partial<Pick<Statement, 'billing'>>;

/** The statements of one page, which share its day and its address. */
export function fromPage(page: Page, rows: readonly Row[]): readonly Statement[] {
  return rows.map((row) => ({ billing: 'unknown', ...page, ...row }));
}
