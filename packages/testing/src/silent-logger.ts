import { createLogger } from '@hostwire/runtime';

export const silentLogger = createLogger({ name: 'test', level: 'silent' });
