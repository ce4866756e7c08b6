import type { Translate } from '../../text/translate.ts';
import type { PanelEnvironment } from '../ask/state.ts';
import type { PanelImage } from '../sources/state.ts';
import type { SetupView } from './protocol.ts';

interface SetupState {
  readonly environment: PanelEnvironment;
  readonly images: readonly PanelImage[];
}

export function setupView(state: SetupState, t: Translate): SetupView {
  const setup = missing(state, t);
  return setup === undefined ? {} : { setup };
}

/** Returns the first thing that is missing before a run can work. */
function missing({ environment, images }: SetupState, t: Translate): SetupView['setup'] {
  if (!environment.trusted) {
    return {
      action: 'trust',
      text: t("This workspace is in Restricted Mode, so Easel doesn't send any requests."),
      label: t('Manage Workspace Trust'),
    };
  }
  if (environment.gateway === undefined) {
    return {
      action: 'choose-gateway',
      text:
        environment.unusable ??
        t(
          'No gateway is selected. Practice works offline and needs no API key. The other gateways use your own API key.',
        ),
      label: t('Select Gateway…'),
    };
  }
  if (environment.needsKey) {
    return {
      action: 'set-key',
      text: t(
        '{0} needs an API key. VS Code keeps it in its secret storage, and Easel sends it to this gateway only.',
        environment.gateway,
      ),
      label: t('Set API Key…'),
    };
  }
  const [source] = images;
  if (!environment.hasFolder && (source === undefined || source.pasted)) {
    return {
      action: 'open-folder',
      text: t(
        'No folder is open. Open a folder to save new images in, or select an image to edit.',
      ),
      label: t('Open Folder'),
    };
  }
  return undefined;
}
