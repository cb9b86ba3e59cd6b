/** What pages ask for, held against the route table of the API. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { routes, type Route } from '@hostwire/api/client';
import { expect, test } from '@jest/globals';

const source = fileURLToPath(new URL('..', import.meta.url));

/** As it stands in the code, without its query: `/api/v1/hosts/${…}/charts`. */
const asked = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.includes('.test.'))
  .flatMap((file) => {
    const text = readFileSync(join(source, file), 'utf8');
    return [...text.matchAll(/(['"`])(\/api\/v1\/.*?)\1/g)].map(([, , path]) => ({
      file,
      path: path!.replaceAll(/\$\{[^}]*\}/g, '…').replace(/\?.*$/, ''),
    }));
  });

const table: Readonly<Record<string, Readonly<Record<string, Route>>>> = routes;
const known = Object.values(table).flatMap((verbs) =>
  Object.values(verbs).map(({ path }) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`)),
);

test('pages ask for paths that are routes', () => {
  expect(asked.length).toBeGreaterThan(50);
  expect(asked.filter(({ path }) => !known.some((route) => route.test(path)))).toEqual([]);
});
