import { readCollectors } from '@hostwire/storage';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

export function collectorHandlers({ db, clock }: ApiDependencies): HandlersOf<'collectors'> {
  return {
    list: async () => {
      const collectors = await readCollectors(db, clock.nowMs());
      return { collectors: collectors.map((each) => ({ ...each, leases: [...each.leases] })) };
    },
  };
}
