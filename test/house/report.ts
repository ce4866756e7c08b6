import { ROOMS } from './rooms.ts';
import { lineCount, RULES } from './rules.ts';
import { roomOf, type Tree } from './tree.ts';

/** Lists the rooms with their files and lines, then every rule with how many places break it. */
export function houseReport(tree: Tree): string {
  const total = [...tree.values()].reduce((sum, text) => sum + lineCount(text), 0);
  const groups = [
    ...ROOMS.map((room) => [room, (file: string) => isIn(file, room)] as const),
    ['media', (file: string) => file.startsWith('media/')] as const,
  ];
  const rooms = groups.map(([room, belongs]) => {
    const own = [...tree].filter(([file]) => belongs(file));
    const lines = own.reduce((sum, [, text]) => sum + lineCount(text), 0);
    const share = `${Math.round((lines / total) * 100)} %`;
    return row([room, own.length, lines, share]);
  });
  const rules = Object.entries(RULES).map(([name, rule]) => {
    return `${String(rule(tree).length).padStart(4)}  ${name}`;
  });
  return [
    row(['room', 'files', 'lines', 'share']),
    ...rooms,
    row(['all', tree.size, total, '']),
    '',
    'places  rule',
    ...rules,
  ].join('\n');
}

function isIn(file: string, room: string): boolean {
  return file.startsWith('src/') && roomOf(file) === room;
}

function row([name, files, lines, share]: readonly [string, ...(string | number)[]]): string {
  const cells = [files, lines, share].map((cell) => String(cell).padStart(8));
  return `${name.padEnd(16)}${cells.join('')}`;
}
