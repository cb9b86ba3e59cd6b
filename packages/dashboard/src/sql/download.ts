import { collector } from '../api/collector.ts';
import { saveFile } from '../design/save-file.ts';

export const downloadFormats = [
  { name: 'CSV', format: 'CSVWithNames', ending: 'csv', type: 'text/csv' },
  { name: 'JSON', format: 'JSONEachRow', ending: 'jsonl', type: 'application/jsonl' },
  { name: 'Parquet', format: 'Parquet', ending: 'parquet', type: 'application/octet-stream' },
] as const;

export type DownloadFormat = (typeof downloadFormats)[number];

/** Runs a query again and hands its whole answer to the browser as a file. Rejects with ApiError. */
export async function download(query: string, { format, ending }: DownloadFormat): Promise<void> {
  const { body } = await collector.sql.run({ body: { query, format } });
  const chunks: BlobPart[] = [];
  for await (const chunk of body) chunks.push(chunk as Uint8Array<ArrayBuffer>);
  const blob = new Blob(chunks);
  saveFile(blob, `hostwire-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}.${ending}`);
}
