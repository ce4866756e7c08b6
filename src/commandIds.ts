/** The commands of the manifest. All of them are registered, and no others: a test compares both lists. */
export const COMMAND_IDS = [
  'easel.editImage',
  'easel.generateImage',
  'easel.openPanel',
  'easel.addGateway',
  'easel.selectGateway',
  'easel.selectModel',
  'easel.setApiKey',
  'easel.removeApiKey',
  'easel.showRouteStatus',
  'easel.retestRoute',
  'easel.showUnsaved',
  'easel.undoReplace',
  'easel.showLog',
  'easel.copyDiagnostics',
] as const;
export type CommandId = (typeof COMMAND_IDS)[number];
