import { expect, test } from '@jest/globals';
import { auditCsv } from './audit-csv.ts';

test('CSV quotes what people wrote, and leaves no formula', () => {
  const entry = { tsMs: 0, actor: 'ann', action: 'user.add', object: 'a "b", c', detail: '=HYPERLINK("x")' };
  expect(auditCsv({ entries: [entry] })).toBe(
    'when,who,did,to,detail\r\n1970-01-01T00:00:00.000Z,"ann","user.add","a ""b"", c","\'=HYPERLINK(""x"")"\r\n',
  );
});
