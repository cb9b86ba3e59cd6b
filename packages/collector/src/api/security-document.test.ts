import { expect, test } from '@jest/globals';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../../', import.meta.url);

test('each line of docs/security.md that says "cannot" names a test that is there', () => {
  const text = readFileSync(fileURLToPath(new URL('docs/security.md', root)), 'utf8');
  const table = text.slice(text.indexOf('| has | can | cannot | test |')).split('\n\n')[0]!;
  const rows = table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(rows.length).toBeGreaterThan(8);
  const unproved = rows.filter(([, , , cannot = '', named = '']) => {
    const path = /`([^`]+\.test\.ts)`/.exec(named)?.[1];
    return cannot !== '' && (path === undefined || !existsSync(fileURLToPath(new URL(path, root))));
  });
  expect(unproved).toEqual([]);
});
