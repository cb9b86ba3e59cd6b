/**
 * Readers of other people's output about unknown hardware: every field may be missing or of another type. Such a field
 * counts as not told and spoils no other.
 */
type Reader<T> = (told: unknown) => T;
type Shape = Readonly<Record<string, Reader<unknown>>>;
type Told<S extends Shape> = {
    readonly [Field in keyof S]: ReturnType<S[Field]>;
};
/** '' when not told. */
export declare const text: Reader<string>;
/** false when not told. */
export declare const flag: Reader<boolean>;
/** uint32 on the wire; its largest value is what drivers say when they do not know. 0 when not told. */
export declare const count: Reader<number>;
/** 0 when not told. */
export declare const bytes: Reader<number>;
/** undefined for anything but an object. */
export declare function record<S extends Shape>(shape: S): Reader<Told<S> | undefined>;
/** Without the items that are nothing; empty for anything but a list. */
export declare function list<T>(read: Reader<T | undefined>): Reader<T[]>;
export {};
