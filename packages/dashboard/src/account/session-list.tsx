import { collector } from '../api/collector.ts';
import type { SessionEntry } from '../api/types.ts';
import { Card } from '../design/card.tsx';
import { DataTable, type TableColumn } from '../design/data-table.tsx';
import { withToast } from '../design/toast.tsx';
import { formatInstant } from '../format/instant.ts';
import { useResource } from '../resource/use-resource.ts';
import { browserName } from './browser-name.ts';

const refreshMs = 30_000;

interface SessionListProps {
  title: string;
  /** Only of this user; absent: of everybody. */
  of?: string;
}

type Column = TableColumn<SessionEntry>;

function columnsOf(isOfEverybody: boolean, onEnd: (session: SessionEntry) => void): readonly Column[] {
  const instant = (ms: number) => <span class="nowrap">{formatInstant(ms)}</span>;
  const who: Column = { id: 'user', title: 'User', cell: ({ user }) => user };
  return [
    ...(isOfEverybody ? [who] : []),
    { id: 'browser', title: 'Browser', cell: ({ browser }) => browserName(browser) },
    { id: 'address', title: 'Address', cell: ({ address }) => address },
    { id: 'since', title: 'Since', cell: ({ createdMs }) => instant(createdMs) },
    { id: 'used', title: 'Last used', cell: ({ usedMs }) => instant(usedMs) },
    {
      id: 'end',
      title: '',
      number: true,
      cell: (session) =>
        session.current ? (
          <span class="quiet">this browser</span>
        ) : (
          <button type="button" class="button small" onClick={() => onEnd(session)}>
            End
          </button>
        ),
    },
  ];
}

/** Open sessions, each with a button that ends it. */
export function SessionList({ title, of }: SessionListProps) {
  const { body, reload } = useResource(collector.sessions.list, { everyMs: refreshMs });
  if (body === undefined) return null;
  const sessions = body.sessions.filter(({ user }) => of === undefined || user === of);
  const end = (ids: readonly string[], done: string): void =>
    void withToast(async () => {
      for (const id of ids) await collector.sessions.end({ params: { id } });
    }, done).then(reload);
  const others = sessions.filter(({ current }) => !current).map(({ id }) => id);
  return (
    <Card
      title={title}
      actions={
        of !== undefined &&
        others.length > 0 && (
          <button
            type="button"
            class="button small"
            onClick={() => end(others, 'You are signed out everywhere else')}
          >
            Sign out everywhere else
          </button>
        )
      }
    >
      <DataTable
        caption={title}
        columns={columnsOf(of === undefined, (session) =>
          end([session.id], `A session of ${session.user} has ended`),
        )}
        rows={sessions}
        keyOf={({ id }) => id}
        empty="Nobody is signed in."
      />
    </Card>
  );
}
