/** '' when not told. */
export const text = (told) => (typeof told === 'string' ? told.trim() : '');
/** false when not told. */
export const flag = (told) => told === true;
/** uint32 on the wire; its largest value is what drivers say when they do not know. 0 when not told. */
export const count = (told) => wholeUpTo(told, 2 ** 32 - 2);
/** 0 when not told. */
export const bytes = (told) => wholeUpTo(told, Number.MAX_SAFE_INTEGER);
/** undefined for anything but an object. */
export function record(shape) {
    const fields = Object.entries(shape);
    return (told) => {
        if (typeof told !== 'object' || told === null || Array.isArray(told))
            return undefined;
        const given = new Map(Object.entries(told));
        return Object.fromEntries(fields.map(([name, read]) => [name, read(given.get(name))]));
    };
}
/** Without the items that are nothing; empty for anything but a list. */
export function list(read) {
    return (told) => Array.isArray(told) ? told.map(read).filter((item) => item !== undefined) : [];
}
function wholeUpTo(told, max) {
    return typeof told === 'number' && Number.isSafeInteger(told) && told >= 0 && told <= max ? told : 0;
}
//# sourceMappingURL=told.js.map