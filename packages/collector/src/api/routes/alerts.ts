import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

export function alertHandlers({ alerts }: ApiDependencies): HandlersOf<'alerts'> {
  return {
    list: async ({ query: { state, limit } }) => ({
      alerts: state === 'active' ? alerts.active().slice(0, limit) : await alerts.history(limit),
    }),
  };
}
