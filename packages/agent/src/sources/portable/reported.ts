/**
 * Readers of other people's output about unknown hardware: every field may be missing or of another type. Such a field
 * counts as not reported and spoils no other.
 */
type Reader<T> = (reported: unknown) => T;
type Shape = Readonly<Record<string, Reader<unknown>>>;
type Reported<S extends Shape> = { readonly [Field in keyof S]: ReturnType<S[Field]> };

/** '' when not reported. */
export const text: Reader<string> = (reported) => (typeof reported === 'string' ? reported.trim() : '');

/** false when not reported. */
export const flag: Reader<boolean> = (reported) => reported === true;

/** uint32 on the wire; its largest value is what drivers say when they do not know. 0 when not reported. */
export const count: Reader<number> = (reported) => wholeUpTo(reported, 2 ** 32 - 2);

/** 0 when not reported. */
export const bytes: Reader<number> = (reported) => wholeUpTo(reported, Number.MAX_SAFE_INTEGER);

/** undefined when not reported. */
export const amount: Reader<number | undefined> = (reported) =>
  typeof reported === 'number' && Number.isFinite(reported) ? reported : undefined;

/** undefined for anything but an object. */
export function record<S extends Shape>(shape: S): Reader<Reported<S> | undefined> {
  const fields = Object.entries(shape);
  return (reported) => {
    if (typeof reported !== 'object' || reported === null || Array.isArray(reported)) return undefined;
    const given = new Map<string, unknown>(Object.entries(reported));
    return Object.fromEntries(fields.map(([name, read]) => [name, read(given.get(name))])) as Reported<S>;
  };
}

/** Without the items that are nothing; empty for anything but a list. */
export function list<T>(read: Reader<T | undefined>): Reader<T[]> {
  return (reported) =>
    Array.isArray(reported) ? reported.map(read).filter((item): item is T => item !== undefined) : [];
}

function wholeUpTo(reported: unknown, max: number): number {
  return typeof reported === 'number' && Number.isSafeInteger(reported) && reported >= 0 && reported <= max
    ? reported
    : 0;
}
