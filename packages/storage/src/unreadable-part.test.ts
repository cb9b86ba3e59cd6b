import { expect, test } from '@jest/globals';
import { StorageError } from './storage-error.ts';
import { unreadablePartOf } from './unreadable-part.ts';

/** As ClickHouse 26.7 says it; `folder`: of what it read. */
const message = (folder: string) =>
  `ClickHouse at http://127.0.0.1:1, user hostwire_reader, database hostwire: Cannot read all data in MergeTreeReaderCompact. Rows read: 0. Rows expected: 129: (while reading column kind): (while reading from part /var/lib/a folder/store/74c/74c41bab-7aa6-4212-b6c2-10f054e05aed/${folder}/ in table hostwire.samples (74c41bab-7aa6-4212-b6c2-10f054e05aed) located on disk default of type local, from mark 0 with max_rows_to_read = 129, offset = 0): While executing MergeTreeSelect(pool: ReadPoolInOrder, algorithm: InOrder). (error 33 CANNOT_READ_ALL_DATA)`;

test.each(['20261201_22_32_2', '20261201_22_32_2/audit.proj'])(
  'finds the part in the message: %s',
  (folder) => {
    const error = new StorageError('DATA_REFUSED', message(folder), { serverCode: 33 });
    expect(unreadablePartOf(error)).toEqual({
      database: 'hostwire',
      table: 'samples',
      part: '20261201_22_32_2',
    });
  },
);

test('a disk that does not answer, and data that are refused, name no part', () => {
  const failure = (serverCode: number, text: string) =>
    unreadablePartOf(new StorageError('QUERY_FAILED', text, { serverCode }));
  expect(failure(74, message('20261201_22_32_2'))).toBeUndefined();
  expect(failure(33, 'Cannot read all data. Bytes read: 3. Bytes expected: 8')).toBeUndefined();
});
