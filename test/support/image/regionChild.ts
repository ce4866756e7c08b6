/** A window of its own: one run on a region that is killed when the paid picture is here and is about to be put back. */
import { join } from 'node:path';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { createPixelWork, type PixelWork } from '../../../src/image/jobs/pixelClient.ts';
import { prepareRegion } from '../../../src/run/plan/region.ts';
import { reference } from '../../../src/request/reference.ts';
import { furnish, saveOne } from '../disk/saving.ts';

const [origin = '', root = '', base64 = ''] = process.argv.slice(2);
const source = Buffer.from(base64, 'base64');
const work = createPixelWork(join(import.meta.dirname, '../../../src/image/jobs/pixelWorker.ts'));
const deadly: PixelWork = {
  do: (job) => {
    if (job.kind === 'composite') process.kill(process.pid, 'SIGKILL');
    return work.do(job);
  },
};
const mark = { kind: 'rectangle', x: 40, y: 30, width: 30, height: 24 } as const;
const withRegion = await prepareRegion(source, [mark], deadly);
await saveOne(origin, await furnish(root), {
  change: (plan) => {
    const image = reference(
      { name: 'cat.png', bytes: source },
      inspectImage(source),
      'm',
      undefined,
    );
    return withRegion({ ...plan, images: [image], body: { ...plan.body, images: [image] } });
  },
});
