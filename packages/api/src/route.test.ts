import { expect, test } from '@jest/globals';
import { pathOf, permissionsOf, refusalOf, type Route } from './route.ts';
import { routes } from './routes.ts';

const all = Object.values<Readonly<Record<string, Route>>>(routes).flatMap((verbs) => Object.values(verbs));

test('a path has its parameters and its query encoded', () => {
  const input = {
    params: { host: 'web 1/ä?' },
    query: { charts: ['cpu', 'load'], points: 10, fromMs: undefined },
  };
  expect(pathOf(routes.hosts.charts, input)).toBe(
    '/api/v1/hosts/web%201%2F%C3%A4%3F/charts?charts=cpu%2Cload&points=10',
  );
  expect(pathOf(routes.hosts.list)).toBe('/api/v1/hosts');
});

test('a parameter that is missing is a mistake of the program', () => {
  expect(() => pathOf(routes.hosts.show)).toThrow('/api/v1/hosts/:host needs the parameter host');
});

test('no two routes have one method and path', () => {
  const places = all.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`);
  expect(new Set(places).size).toBe(places.length);
});

test('only the login and invitations, which carry a secret of their own, are open to everybody and no GET', () => {
  const open = all.filter(({ method, needs }) => method !== 'GET' && needs === 'nothing');
  expect(open).toEqual([routes.login.byPassword, routes.invitation.show, routes.invitation.accept]);
});

test('a route is refused for want of a permission, or because it shows more hosts than somebody sees', () => {
  const viewer = { permissions: permissionsOf('viewer'), labels: {} };
  const limited = { ...viewer, labels: { env: 'prod' } };
  expect(refusalOf(routes.sql.run, viewer)).toBeUndefined();
  expect(refusalOf(routes.sql.run, limited)).toBe('LIMITED');
  expect(refusalOf(routes.hosts.list, limited)).toBeUndefined();
  expect(refusalOf(routes.alerts.acknowledge, limited)).toBe('NOT_ALLOWED');
  expect(refusalOf(routes.session.end, limited)).toBeUndefined();
  expect(refusalOf(routes.health.live, { permissions: [], labels: {} })).toBeUndefined();
});
