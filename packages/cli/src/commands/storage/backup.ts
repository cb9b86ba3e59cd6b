import type { Command } from 'commander';
import { setTimeout as delay } from 'node:timers/promises';
import { resolve } from 'node:path';
import type { BackupsResponse } from '@hostwire/api';
import type { Client } from '@hostwire/api/client';
import { collectorCommand, type CollectorOptions, type CommandContext } from '../../context.ts';
import { CommandError, exitCode } from '../../exit-code.ts';
import { printJson, printListing } from '../../terminal.ts';
import { isS3, s3Place } from '../../storage/s3-place.ts';
import { sizeText } from '../../storage/size-text.ts';

interface BackupOptions extends CollectorOptions {
  readonly full?: boolean;
  readonly list?: boolean;
  readonly s3Endpoint?: string;
}

type Backup = BackupsResponse['backups'][number];

const pollMs = 300;

export function registerBackup(storage: Command, context: CommandContext): void {
  collectorCommand(
    storage,
    'backup [place]',
    'save the database while it runs, to the backup folder: only what is new since the last backup there. A ClickHouse server of your own may save to s3://BUCKET/PREFIX, too',
  )
    .option('--full', 'complete in itself')
    .option('--list', 'only show what was saved')
    .option('--s3-endpoint <url>', 'of a bucket that is not at Amazon (AWS_ENDPOINT_URL)')
    .action(async (place: string | undefined, options: BackupOptions) => {
      const api = context.api(options);
      if (options.list === true) return showList(context, await api.storage.backups(), options);
      const target = targetOf(place, options, context);
      const { name } = await api.storage.backup({ body: { ...target, full: options.full === true } });
      const backup = await untilEnd(api, name);
      if (options.json === true) return printJson(context.terminal, backup);
      context.terminal.out.write(`${summary(backup)}\n`);
    });
}

function targetOf(place: string | undefined, { s3Endpoint }: BackupOptions, { env }: CommandContext) {
  if (place === undefined) return {};
  if (!isS3(place)) return { folder: resolve(place) };
  const { url, keys } = s3Place(place, { env, endpoint: s3Endpoint });
  return { s3: { url, ...keys } };
}

async function untilEnd(api: Client, name: string): Promise<Backup> {
  for (;;) {
    const { running, backups } = await api.storage.backups();
    const backup = backups.find((one) => one.name === name);
    if (backup?.state === 'finished') return backup;
    if (backup?.state === 'failed')
      throw new CommandError(exitCode.failed, `the backup failed: ${backup.error}`);
    if (running !== name)
      throw new CommandError(exitCode.failed, 'the backup was not made; the log of the collector says why.');
    await delay(pollMs);
  }
}

function summary({ name, place, base, bytes }: Backup): string {
  const separator = place.startsWith('/') ? 'database/' : '';
  const kind = base === '' ? 'complete in itself' : `it adds to ${base}, which has to stay`;
  const keys = place.startsWith('/')
    ? ''
    : '\nThe keys of this collector are not in there: keep a copy of the folder "collector" of its data folder.';
  return `Saved to ${place}/${separator}${name} (${sizeText(bytes)}; ${kind}).${keys}`;
}

function showList({ terminal }: CommandContext, answer: BackupsResponse, { json }: BackupOptions): void {
  if (json === true) return printJson(terminal, answer);
  printListing(terminal, {
    rows: answer.backups,
    columns: {
      NAME: (b) => b.name,
      PLACE: (b) => b.place,
      STATE: (b) => b.state,
      SIZE: (b) => (b.state === 'finished' ? sizeText(b.bytes) : ''),
      'ADDS TO': (b) => b.base,
    },
    whenEmpty: 'Nothing was saved yet: hostwire storage backup',
  });
}
