/** A second window: runs an edit of a region and kills itself when the paid image has arrived but is not composited yet. */
import { join } from 'node:path';
import { sourceFacts } from '../../../src/image/formats/sourceFacts.ts';
import { createPixelClient, type PixelClient } from '../../../src/image/jobs/pixelClient.ts';
import { prepareRegion } from '../../../src/run/plan/region.ts';
import { toReference } from '../../../src/request/reference.ts';
import { preparePlace, runAndSave } from '../disk/saving.ts';

const [origin = '', root = '', base64 = ''] = process.argv.slice(2);
const source = Buffer.from(base64, 'base64');
const workerFile = join(import.meta.dirname, '../../../src/image/jobs/pixelWorker.ts');
const pixels = createPixelClient(workerFile);
const killingPixels: PixelClient = {
  run: (name, input) => {
    if (name === 'composite') process.kill(process.pid, 'SIGKILL');
    return pixels.run(name, input);
  },
};
const mark = { kind: 'rectangle', x: 40, y: 30, width: 30, height: 24 } as const;
const applyRegion = await prepareRegion(source, [mark], killingPixels);
await runAndSave(origin, await preparePlace(root), {
  change: (plan) => {
    const file = { name: 'cat.png', bytes: source };
    const image = toReference(file, sourceFacts(source), 'm', undefined);
    return applyRegion({ ...plan, images: [image], body: { ...plan.body, images: [image] } });
  },
});
