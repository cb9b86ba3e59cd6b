import { describe, expect, test } from '@jest/globals';
import { shownHosts } from './rows.ts';
import type { TopState } from './state.ts';
import { givenHostState, givenNowMs, givenState } from './testing/given-state.ts';
import { update } from './update.ts';

const press = (state: TopState, ...keys: readonly string[]): TopState =>
  keys.reduce((before, key) => update(before, { kind: 'key', key }), state);
const names = (state: TopState): string[] => shownHosts(state).map(({ host }) => host);

describe('the fleet', () => {
  test('is ordered by any column, and the other way around', () => {
    expect(names(givenState())).toEqual(['db-1', 'web-1', 'web-2']);
    expect(names(press(givenState(), 'r'))).toEqual(['web-2', 'web-1', 'db-1']);
    expect(names(press(givenState(), '<', '<'))).toEqual(['web-2', 'db-1', 'web-1']); // by state
  });

  test('is filtered while one types', () => {
    const typing = press(givenState(), '/', 'w', 'e', 'b', '-', '2');
    expect(names(typing)).toEqual(['web-2']);
    expect(names(press(typing, 'backspace'))).toEqual(['web-1', 'web-2']);
    expect(press(typing, 'enter')).toMatchObject({ filter: 'web-2', prompt: undefined });
    expect(press(typing, 'escape').filter).toBe('');
  });

  test('opens the chosen host, and comes back to it', () => {
    const open = press(givenState(), 'down', 'enter');
    expect(open.host).toBe('web-1');
    expect(press(open, 'n').host).toBe('web-2');
    expect(press(open, 'escape')).toMatchObject({ host: undefined, chosen: 'web-1' });
  });

  test('keeps the chosen host when its place changes, and stays within the list', () => {
    expect(press(givenState(), 'down', 'r', 'enter').host).toBe('web-1');
    expect(press(givenState(), 'end', 'page-down', 'enter').host).toBe('web-2');
    expect(press(givenState(), 'home', 'up', 'enter').host).toBe('db-1');
    expect(press(givenState({ filter: 'nothing' }), 'down', 'enter').host).toBeUndefined();
  });
});

describe('time', () => {
  test('goes back by arrows, and is live again at the present', () => {
    const back = press(givenState(), 'left', 'left');
    expect(back.atMs).toBe(givenNowMs - 20_000);
    expect(press(back, 'right').atMs).toBe(givenNowMs - 10_000);
    expect(press(back, 'right', 'right').atMs).toBeUndefined();
    expect(press(back, ']').atMs).toBeUndefined();
    expect(press(back, 'l').atMs).toBeUndefined();
    expect(press(givenHostState(), '{').atMs).toBe(givenNowMs - 86_400_000);
  });

  test('stands still, and goes on', () => {
    const still = press(givenState(), 'p');
    expect(still.atMs).toBe(givenNowMs);
    expect(press(still, 'p').atMs).toBeUndefined();
  });

  test('goes to an instant that is typed, and says when it is none', () => {
    expect(press(givenState(), '@', ...Array.from('-2h'), 'enter').atMs).toBe(givenNowMs - 7_200_000);
    const refused = press(givenState(), '@', ...Array.from('noon'), 'enter');
    expect(refused.prompt).toMatchObject({ text: 'noon', problem: expect.stringContaining('03:12') });
    expect(press(refused, 'escape')).toMatchObject({ prompt: undefined, atMs: undefined });
  });
});

describe('a host', () => {
  test('changes tab, order, zoom and scroll within their bounds', () => {
    expect(press(givenHostState(), 'tab').tab).toBe('units');
    expect(press(givenHostState(), 's', 's', 's').programOrder).toBe('cpu');
    expect(press(givenHostState(), '+', '+', '+').zoom).toBe(0);
    expect(press(givenHostState(), 'down', 'down', 'down').scroll).toBe(1);
    expect(press(givenHostState(), 'up').scroll).toBe(0);
  });

  test('takes no answer of a host that was left', () => {
    const data = { host: 'db-1', programs: { processes: [], units: [] } };
    expect(update(givenHostState(), { kind: 'host', data })).toEqual(givenHostState());
  });
});

test('Ctrl-C ends it, whatever is open; q ends it from the fleet', () => {
  for (const state of [givenState({ isHelp: true }), press(givenState(), '/'), givenHostState()])
    expect(press(state, 'ctrl-c').hasEnded).toBe(true);
  expect(press(givenState(), 'q').hasEnded).toBe(true);
  expect(press(givenHostState(), 'q')).toMatchObject({ hasEnded: false, host: undefined });
});
