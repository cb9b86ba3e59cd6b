import { createLogger } from '../logger.ts';

export const silentLogger = createLogger({ name: 'test', level: 'silent' });
