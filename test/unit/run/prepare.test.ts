/** What happens to the user's files between the plan and the request. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckError } from '../../../src/errors.ts';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { createPixelClient, type PixelClient } from '../../../src/image/jobs/pixelClient.ts';
import { planRun } from '../../../src/run/plan/plan.ts';
import { preparePlan } from '../../../src/run/plan/prepare.ts';
import { parseSettings } from '../../../src/run/plan/settings.ts';
import { diskFiles } from '../../support/diskFiles.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { HEIC, png, WEBP } from '../../support/image/images.ts';
import { photo } from '../../support/image/photos.ts';
import { sentImages } from '../../support/image/sentImages.ts';
import { withRunner } from '../../support/runnerRig.ts';

const RESULT = png(4, 4, [9, 9, 9]);

/** Fails if a file would be decoded. */
const NO_WORKER: PixelClient = { run: () => assert.fail('nothing has to change') };

test('report-C1 a run says that only the first frame was sent, and logs what was sent', () =>
  withRunner(async (rig) => {
    const gateway = await rig.gateway([inlineDataReply(RESULT)]);
    const images = [await rig.put('anim.gif', photo('anim.gif'))];
    const titles: string[] = [];
    const { result } = await rig.runner().perform(
      { prompt: 'p', images },
      {
        showProgress: ({ title }, work) => {
          titles.push(title);
          return work(new AbortController().signal, () => undefined);
        },
      },
    );
    assert.equal(result.outcome, 'saved', result.message);
    assert.deepEqual(titles, ['Editing image · Sent as PNG, 96×64 px, first of 2 frames']);
    assert.match(result.warnings.join(), /Only the first of 2 frames in anim\.gif was sent/);
    assert.equal(sentImages(gateway.requests[0])[0]?.mimeType, 'image/png');
    assert.match(rig.log.join('\n'), /sent=\[\{from=gif as=png px=96x64/);
  }));

test('report-C2 a file that cannot be decoded is refused by name, before anything is sent', () =>
  withRunner(async (rig) => {
    const gateway = await rig.gateway([inlineDataReply(RESULT)]);
    const broken = photo('anim.gif');
    broken.writeUInt32LE(0x00010001, 6);
    const images = [await rig.put('broken.gif', broken)];
    const { result } = await rig.runner().perform({ prompt: 'p', images });
    assert.deepEqual([result.outcome, result.runs], ['bad_request', []]);
    assert.match(result.message ?? '', /^broken\.gif: .*Nothing was sent\./);
    assert.equal(gateway.requests.length, 0);
  }));

test('report-C3 a region is marked on the upright source, and put into it', () =>
  withRunner(async (rig) => {
    const gateway = await rig.gateway([inlineDataReply(png(64, 96, [0, 0, 255]))]);
    const images = [await rig.put('exif6.jpg', photo('exif6.jpg'))];
    const region = [{ kind: 'rectangle', x: 50, y: 80, width: 10, height: 10 }] as const;
    const { result } = await rig.runner().perform({ prompt: 'p', images }, { region });
    assert.equal(result.outcome, 'saved', result.message);
    const sizes = sentImages(gateway.requests[0]).map(({ bytes }) => {
      const facts = inspectImage(bytes);
      return [facts?.width, facts?.height];
    });
    assert.deepEqual(sizes, [[64, 96], [64, 96]]); // prettier-ignore
  }));

test('report-C4 every image of a request is prepared, and untouched ones need no worker', () =>
  withRunner(async (rig) => {
    const gateway = await rig.gateway([inlineDataReply(RESULT), inlineDataReply(RESULT)]);
    const clean = [await rig.put('p3.jpg', photo('p3.jpg')), await rig.put('a.webp', WEBP)];
    const runner = rig.runner({ pixels: NO_WORKER });
    await runner.perform({ prompt: 'p', images: clean });
    const untouched = sentImages(gateway.requests[0]).map(({ bytes }) => bytes);
    assert.deepEqual(untouched, [photo('p3.jpg'), Buffer.from(WEBP)]);

    const images = [...clean, await rig.put('gps.png', photo('gps.png'))];
    await rig.runner().perform({ prompt: 'p', images });
    const sent = sentImages(gateway.requests[1]);
    assert.equal(sent.length, 3);
    assert.ok(!sent[2]?.bytes.includes('eXIf'));
  }));

test('report-C11 what a gateway does not take and Easel does not decode is refused', () =>
  withRunner(async (rig) => {
    const settings = parseSettings({ gateway: 'practice' });
    const pixels = createPixelClient('unused');
    const planned = async (name: string, bytes: Uint8Array) => {
      const options = { prompt: 'p', images: [await rig.put(name, bytes)] };
      return await planRun(options, settings, diskFiles, Date.now());
    };
    await assert.rejects(planned('a.heic', HEIC), (error) => {
      assert.ok(error instanceof CheckError && error.problem.kind === 'type-not-taken');
      assert.deepEqual(error.problem.taken, ['image/png', 'image/jpeg']);
      return true;
    });
    const plan = await planned('a.png', png());
    assert.deepEqual((await preparePlan(plan, {}, settings, pixels)).images, plan.images);
    const webp = await preparePlan(await planned('a.webp', WEBP), {}, settings, rig.parts.pixels);
    assert.equal(webp.images[0]?.facts.type, 'png');
  }));
