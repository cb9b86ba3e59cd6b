import { routes } from '@hostwire/api/client';
import { useMay } from '../session/abilities.ts';
import { sqlPath } from './sql-path.ts';

/** Opens a query on the SQL page; nothing for those who may not ask in SQL. */
export function SqlLink({ query, plain = false }: { query: string; plain?: boolean }) {
  if (!useMay()(routes.sql.run)) return null;
  return (
    <a class={plain ? undefined : 'button plain small'} href={sqlPath(query)}>
      SQL
    </a>
  );
}
