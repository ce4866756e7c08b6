import { android } from './kinds/android.ts';
import { apple } from './kinds/apple.ts';
import { density } from './kinds/density.ts';
import { favicon } from './kinds/favicon.ts';
import { responsive } from './kinds/responsive.ts';
import { social } from './kinds/social.ts';
import { sprites } from './kinds/sprites.ts';
import { vscode } from './kinds/vscode.ts';
import { windows } from './kinds/windows.ts';
import type { SetId, SetKind } from './set.ts';

export const SET_KINDS: Readonly<Record<SetId, SetKind>> = {
  favicon,
  apple,
  android,
  windows,
  vscode,
  social,
  responsive,
  density,
  sprites,
};
