// Keys that work on every page, and those of the page shown. `?` lists them all.
import { signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';

export interface KeyAction {
  /** One key as `KeyboardEvent.key` has it, `Ctrl+k`, or two keys after each other: `g f`. */
  readonly keys: string;
  readonly does: string;
  readonly run: () => void;
}

const bound = signal<readonly KeyAction[]>([]);
/** The first key of a sequence counts for so long. */
const sequenceMs = 1_500;
let first: { key: string; ms: number } | undefined;

export function boundKeys(): readonly KeyAction[] {
  return bound.value;
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable || target.closest('input, textarea, select, dialog, [data-keys="own"]') !== null
  );
}

/** What an event is called in `KeyAction.keys`; undefined for keys that belong to the browser. */
export function keyName(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>,
): string | undefined {
  if (event.altKey) return undefined;
  return event.ctrlKey || event.metaKey ? `Ctrl+${event.key.toLowerCase()}` : event.key;
}

/** The action that a key completes: alone, or as the second of a sequence. */
export function findAction(
  actions: readonly KeyAction[],
  name: string,
  before: string | undefined,
): KeyAction | undefined {
  const sequence =
    before === undefined ? undefined : actions.findLast(({ keys }) => keys === `${before} ${name}`);
  return sequence ?? actions.findLast(({ keys }) => keys === name);
}

function onKeyDown(event: KeyboardEvent): void {
  const name = keyName(event);
  if (name === undefined || event.defaultPrevented) return;
  if (isTyping(event) && !name.startsWith('Ctrl+')) return;
  const before = first !== undefined && event.timeStamp - first.ms < sequenceMs ? first.key : undefined;
  const action = findAction(bound.peek(), name, before);
  first = action === undefined ? { key: name, ms: event.timeStamp } : undefined;
  if (action === undefined) return;
  event.preventDefault();
  action.run();
}

export function startKeys(): void {
  addEventListener('keydown', onKeyDown);
}

/** Binds keys while the component exists; a page's own binding wins over one of every page. */
export function useKeys(actions: readonly KeyAction[]): void {
  const newest = useRef(actions);
  newest.current = actions;
  const bindings = actions.map(({ keys }) => keys).join();
  useEffect(() => {
    const mine = newest.current.map(({ keys, does }, i) => ({
      keys,
      does,
      run: () => newest.current[i]?.run(),
    }));
    bound.value = [...bound.peek(), ...mine];
    return () => {
      bound.value = bound.peek().filter((action) => !mine.includes(action));
    };
  }, [bindings]);
}
