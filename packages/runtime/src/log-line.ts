const hiddenFields = new Set(['level', 'time', 'name', 'msg', 'pid', 'hostname']);

/** One JSON line of the logger as a line for people: `14:03:27 INFO  collector: listening port=4681`. */
export function prettyLine(json: string): string {
  const entry = JSON.parse(json) as Record<string, unknown>;
  const time = text(entry['time']).slice(11, 19);
  const level = text(entry['level']).toUpperCase().padEnd(5);
  const fields = Object.entries(entry).filter(([key]) => !hiddenFields.has(key));
  const data = fields.map(([key, value]) => ` ${key}=${fieldText(value)}`).join('');
  return `${time} ${level} ${text(entry['name'])}: ${text(entry['msg'])}${data}\n`;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fieldText(value: unknown): string {
  if (typeof value === 'string') return /[\s"]/.test(value) ? JSON.stringify(value) : value;
  if (isError(value))
    return `${value.type}: ${value.message}${'code' in value ? ` (${String(value.code)})` : ''}`;
  return JSON.stringify(value);
}

function isError(value: unknown): value is { type: string; message: string } {
  return (
    typeof value === 'object' && value !== null && 'type' in value && 'message' in value && 'stack' in value
  );
}
