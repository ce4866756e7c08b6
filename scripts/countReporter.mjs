/** A reporter for node:test: only the whole run's counts, as JSON. */
export default async function* countReporter(events) {
  for await (const { type, data } of events) {
    if (type === 'test:summary' && data.file === undefined) yield JSON.stringify(data.counts);
  }
}
