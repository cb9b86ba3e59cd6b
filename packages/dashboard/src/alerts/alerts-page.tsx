import { useSignal } from '@preact/signals';
import { type ApiError, routes, type Route } from '@hostwire/api/client';
import { useEffect } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { collector } from '../api/collector.ts';
import type { Alert } from '../api/types.ts';
import { useResource } from '../resource/use-resource.ts';
import { Failure } from '../design/failure.tsx';
import { firingAlerts, firingAt } from '../fleet/firing-alerts.ts';
import { useMay } from '../session/abilities.ts';
import { firingCount } from '../shell/firing-count.ts';
import { Page } from '../shell/page.tsx';
import { StreamBadge } from '../shell/stream-badge.tsx';
import { useAt } from '../time/at.ts';
import { ChannelList } from './channel-list.tsx';
import { FiringList } from './firing-list.tsx';
import { HistoryList } from './history-list.tsx';
import { RuleList } from './rule-list.tsx';
import { SilenceDialog } from './silence-dialog.tsx';
import type { SilenceDraft } from './silence-dialog.tsx';
import { SilenceList } from './silence-list.tsx';

type Tab = 'firing' | 'history' | 'rules' | 'silences' | 'channels';

const tabs: readonly { id: Tab; name: string; needs: Route }[] = [
  { id: 'firing', name: 'Firing', needs: routes.alerts.list },
  { id: 'history', name: 'History', needs: routes.alerts.list },
  { id: 'rules', name: 'Rules', needs: routes.alertRules.list },
  { id: 'silences', name: 'Silences', needs: routes.silences.list },
  { id: 'channels', name: 'Channels', needs: routes.alertRules.list },
];

const refreshMs = 5_000;
const maxAlerts = 1_000;

function Tabs({ tab }: { tab: Tab }) {
  const may = useMay();
  return (
    <nav class="segments" aria-label="Parts of this page">
      {tabs
        .filter(({ needs }) => may(needs))
        .map(({ id, name }) => (
          <a key={id} href={`/alerts?tab=${id}`} aria-current={tab === id ? 'true' : undefined}>
            {name}
          </a>
        ))}
    </nav>
  );
}

/** Alerts as far as they are known; the history, where the past is looked at. */
function useAlerts(tab: Tab) {
  const { atMs } = useAt();
  const isHistory = tab === 'history' || atMs !== undefined;
  const state = isHistory ? 'all' : 'active';
  const answer = useResource(
    (options) => collector.alerts.list({ query: { state, limit: maxAlerts }, ...options }),
    { everyMs: refreshMs, about: [state] },
  );
  const alerts = answer.body?.alerts ?? [];
  useEffect(() => {
    if (answer.body !== undefined && !isHistory) firingCount.value = firingAlerts(answer.body.alerts).length;
  }, [answer.body, isHistory]);
  return {
    ...answer,
    alerts: atMs !== undefined && tab === 'firing' ? firingAt(alerts, atMs) : alerts,
    atMs,
  };
}

interface TabContentProps {
  tab: Tab;
  alerts: readonly Alert[];
  isKnown: boolean;
  error: ApiError | undefined;
  /** A silence is being made: the list is read again afterwards. */
  isAdding: boolean;
  reload: () => void;
  onSilence: (draft: SilenceDraft) => void;
}

function TabContent({ tab, alerts, isKnown, error, isAdding, reload, onSilence }: TabContentProps) {
  if (tab === 'rules') return <RuleList />;
  if (tab === 'channels') return <ChannelList />;
  if (tab === 'silences')
    return <SilenceList key={isAdding ? 'adding' : 'list'} onAdd={() => onSilence({})} />;
  if (!isKnown)
    return error === undefined ? null : (
      <Failure what="The alerts could not be loaded" error={error} onRetry={reload} />
    );
  if (tab === 'history') return <HistoryList alerts={alerts} />;
  return <FiringList alerts={alerts} onSilence={onSilence} onChanged={reload} />;
}

/** What is the matter, what was, what is watched, who is told. */
export function AlertsPage() {
  const { query } = useLocation();
  const maySilence = useMay()(routes.silences.add);
  const tab = tabs.find(({ id }) => id === query['tab'])?.id ?? 'firing';
  const { alerts, body, error, updatedMs, reload, atMs } = useAlerts(tab);
  const hosts = query['silence']?.split(',').filter(Boolean);
  const draft = useSignal<SilenceDraft | undefined>(hosts ? { hosts } : undefined);
  const phase =
    error === undefined
      ? ({ phase: 'live' } as const)
      : ({ phase: 'reconnecting', sinceMs: updatedMs ?? Date.now() } as const);
  return (
    <Page
      title="Alerts"
      travels={tab === 'firing'}
      badge={<StreamBadge state={phase} updatedMs={updatedMs} atMs={atMs} />}
      stale={error !== undefined && body !== undefined}
    >
      <div class="page-head">
        <h1>Alerts</h1>
        <Tabs tab={tab} />
        {tab !== 'silences' && maySilence && (
          <button type="button" class="button push" onClick={() => (draft.value = {})}>
            New silence
          </button>
        )}
      </div>
      <TabContent
        {...{ tab, alerts, reload }}
        isKnown={body !== undefined}
        isAdding={draft.value !== undefined}
        error={error}
        onSilence={(next) => (draft.value = next)}
      />
      {draft.value && maySilence && (
        <SilenceDialog
          draft={draft.value}
          onClose={(added) => {
            draft.value = undefined;
            if (added) reload();
          }}
        />
      )}
    </Page>
  );
}
