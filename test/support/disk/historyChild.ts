/** A window of its own: adds entries to the history in a folder. Arguments: folder, first number, how many. */
import { addEntry } from '../../../src/history/changes.ts';
import { historyFile } from '../../../src/history/historyFile.ts';
import { entryOf } from '../historyEntries.ts';

const [folder = '', first = '0', count = '0'] = process.argv.slice(2);
const file = historyFile(folder);
for (let i = Number(first); i < Number(first) + Number(count); i++) {
  await file.change((history) => addEntry(history, entryOf(i)));
}
