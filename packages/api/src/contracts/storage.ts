import type { ContractsOf } from '../contract.ts';
import { backupBody, backupResponse, backupsResponse } from '../schemas/backup.ts';
import { usageQuery, usageResponse } from '../schemas/storage.ts';

export const storage = {
  usage: {
    summary: 'What the history takes, how long it is kept, and what goes next',
    description: 'With another policy in the query: what that policy would let go.',
    query: usageQuery,
    response: usageResponse,
  },
  backups: {
    summary: 'Backups of the database, oldest first',
    response: backupsResponse,
  },
  backup: {
    summary: 'Begins a backup of the database, of what is new since the last one in the same place',
    body: backupBody,
    response: backupResponse,
  },
} as const satisfies ContractsOf<'storage'>;
