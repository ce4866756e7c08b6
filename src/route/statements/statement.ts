import * as z from 'zod/mini';

const Text = z.string().check(z.minLength(1));

/** The result that a page reports for a route, or its claim without a test. */
const Finding = z.discriminatedUnion('kind', [
  /** An image, in a shape that the page does not name. */
  z.object({ kind: z.literal('image') }),
  z.object({ kind: z.literal('inlineData'), mimeType: z.optional(Text) }),
  /** A Markdown image in the text part that contains the bytes. */
  z.object({ kind: z.literal('dataUrl'), type: z.enum(['jpeg', 'png']) }),
  /** A Markdown image in the text part that points to a host. */
  z.object({ kind: z.literal('hostedUrl') }),
  /** Some pages quote a failure without its HTTP status. */
  z.object({
    kind: z.literal('error'),
    status: z.optional(z.int()),
    code: z.optional(Text),
    message: z.optional(Text),
  }),
  z.object({ kind: z.literal('unhealthy') }),
  /** Recommended as stable, without a test on that day. */
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

/** One claim of one page about one route. It describes the date of the page. */
export const Statement = z.object({
  /** Short and stable: tests refer to it. */
  id: Text,
  /** ISO date; null for an undated page. */
  date: z.nullable(z.iso.date()),
  /** The page's public address. */
  source: z.url({ protocol: /^https$/ }),
  gateway: Text,
  path: z.enum(['generateContent', 'images']),
  /** An id or, on the older Images route, an alias. `*`: all models. */
  model: Text,
  operations: z.array(z.enum(['generate', 'edit'])).check(z.minLength(1)),
  finding: Finding,
  billing: z.enum(['normal', 'under-review', 'unknown']),
  advice: z.optional(Advice),
  /** The route that the page recommends instead. */
  replacement: z.optional(Target),
  /** The page's claim, in Easel's own words. Shown in Route Status, translated. */
  claim: Text,
});

type Deep<T> = { readonly [K in keyof T]: T[K] extends object ? Deep<T[K]> : T[K] };
export type Statement = Deep<z.infer<typeof Statement>>;

type Page = Pick<Statement, 'date' | 'source' | 'gateway'>;
type Row = Omit<Statement, keyof Page | 'billing'> & Partial<Pick<Statement, 'billing'>>;

/** Returns the statements of one page, which share its date and its address. */
export function fromPage(page: Page, rows: readonly Row[]): readonly Statement[] {
  return rows.map((row) => ({ billing: 'unknown', ...page, ...row }));
}
