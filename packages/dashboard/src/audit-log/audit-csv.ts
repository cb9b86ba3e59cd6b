import type { AuditLogResponse } from '../api/types.ts';

/** RFC 4180, times in UTC; what people wrote cannot be read as a formula by a spreadsheet. */
export function auditCsv({ entries }: AuditLogResponse): string {
  const lines = entries.map(({ tsMs, actor, action, object, detail }) =>
    [new Date(tsMs).toISOString(), ...[actor, action, object, detail].map(quoted)].join(','),
  );
  return ['when,who,did,to,detail', ...lines, ''].join('\r\n');
}

function quoted(text: string): string {
  const plain = /^[=+@\t\r-]/.test(text) ? `'${text}` : text;
  return `"${plain.replaceAll('"', '""')}"`;
}
