import { describe, expect, test } from '@jest/globals';
import { findAction, keyName } from './keys.ts';

const action = (keys: string) => ({ keys, does: '', run: () => undefined });
const actions = [action('/'), action('g f'), action('f'), action('Ctrl+k'), action('/')];

describe('keys', () => {
  test('a sequence goes before a single key', () => {
    expect(findAction(actions, 'f', 'g')?.keys).toBe('g f');
    expect(findAction(actions, 'f', undefined)?.keys).toBe('f');
    expect(findAction(actions, 'f', 'x')?.keys).toBe('f');
  });
  test('the page shown wins over every page: the last one bound', () => {
    expect(findAction(actions, '/', undefined)).toBe(actions[4]);
  });
  test('keys with Alt belong to the browser', () => {
    const event = { key: 'k', ctrlKey: false, metaKey: false, altKey: false };
    expect(keyName({ ...event, altKey: true })).toBeUndefined();
    expect(keyName({ ...event, ctrlKey: true })).toBe('Ctrl+k');
    expect(keyName({ ...event, metaKey: true, key: 'K' })).toBe('Ctrl+k');
  });
});
