/**
 * Readers of other people's output about unknown hardware: every field may be missing or of another type. Such a field
 * counts as not told and spoils no other.
 */
type Reader<T> = (told: unknown) => T;
type Shape = Readonly<Record<string, Reader<unknown>>>;
type Told<S extends Shape> = { readonly [Field in keyof S]: ReturnType<S[Field]> };

/** '' when not told. */
export const text: Reader<string> = (told) => (typeof told === 'string' ? told.trim() : '');

/** false when not told. */
export const flag: Reader<boolean> = (told) => told === true;

/** uint32 on the wire; its largest value is what drivers say when they do not know. 0 when not told. */
export const count: Reader<number> = (told) => wholeUpTo(told, 2 ** 32 - 2);

/** 0 when not told. */
export const bytes: Reader<number> = (told) => wholeUpTo(told, Number.MAX_SAFE_INTEGER);

/** undefined when not told. */
export const amount: Reader<number | undefined> = (told) =>
  typeof told === 'number' && Number.isFinite(told) ? told : undefined;

/** undefined for anything but an object. */
export function record<S extends Shape>(shape: S): Reader<Told<S> | undefined> {
  const fields = Object.entries(shape);
  return (told) => {
    if (typeof told !== 'object' || told === null || Array.isArray(told)) return undefined;
    const given = new Map<string, unknown>(Object.entries(told));
    return Object.fromEntries(fields.map(([name, read]) => [name, read(given.get(name))])) as Told<S>;
  };
}

/** Without the items that are nothing; empty for anything but a list. */
export function list<T>(read: Reader<T | undefined>): Reader<T[]> {
  return (told) =>
    Array.isArray(told) ? told.map(read).filter((item): item is T => item !== undefined) : [];
}

function wholeUpTo(told: unknown, max: number): number {
  return typeof told === 'number' && Number.isSafeInteger(told) && told >= 0 && told <= max ? told : 0;
}
