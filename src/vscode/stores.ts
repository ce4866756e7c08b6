import { createAssetClient } from '../assets/assetClient.ts';
import { createPixelClient } from '../image/jobs/pixelClient.ts';
import { createPracticeGateway } from '../practice/gateway.ts';
import { keptFiles } from '../replace/keptFiles.ts';
import { Replacements } from '../replace/replacements.ts';
import { breakerFile } from '../route/breaker/breakerFile.ts';
import { createLog } from '../run/report/log.ts';
import { GatewayNotes } from './config/gatewayNotes.ts';
import { keyStore } from './config/keys.ts';
import { gatewaysAt } from './config/settings.ts';
import { createBin } from './files/bin.ts';
import { historyStore } from './files/historyStore.ts';
import { storageOf } from './files/storage.ts';
import { userFile } from './files/userFile.ts';
import { openLogChannel } from './log/logDocument.ts';
import { createObservationStore } from './routes/observationStore.ts';
import { createRoutes } from './routes/routes.ts';
import { join } from 'node:path';
import type { ExtensionContext } from 'vscode';

/** Creates the stores and the parts that everything else shares. */
export function createStores(context: ExtensionContext) {
  const keys = keyStore(context.secrets, gatewaysAt);
  const logChannel = openLogChannel(context.logUri);
  const log = createLog(logChannel, keys.inUse);
  const storage = storageOf(context);
  const observations = createObservationStore(context.globalState);
  const dist = join(context.extensionPath, 'dist');
  const pixelWorker = join(dist, 'pixelWorker.cjs');
  return {
    context,
    extensionUri: context.extensionUri,
    keys,
    notes: new GatewayNotes(context.globalState),
    logChannel,
    log,
    storage,
    observations,
    routes: createRoutes(observations, keys, Date.now),
    breakers: breakerFile(storage.breakers),
    history: historyStore(context.storageUri, (error) => {
      log.error('History', error);
    }),
    replacements: new Replacements({ kept: keptFiles(storage.replaced), open: userFile }),
    pixels: createPixelClient(pixelWorker),
    checks: createPixelClient(pixelWorker),
    shownPixels: createPixelClient(pixelWorker),
    // For paid results, which must not wait for other work.
    runAssets: createAssetClient(join(dist, 'assetWorker.cjs')),
    assets: createAssetClient(join(dist, 'assetWorker.cjs')),
    shownAssets: createAssetClient(join(dist, 'assetWorker.cjs')),
    bin: createBin(storage.bin),
    practice: createPracticeGateway(),
  };
}

export type Stores = ReturnType<typeof createStores>;
