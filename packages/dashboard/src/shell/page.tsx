import type { ComponentChildren } from 'preact';
import { useAt } from '../time/at.ts';
import { firstTravelMs, TimeBar, TravelButton } from '../time/time-bar.tsx';
import '../time/time.css';
import { useKeys } from './keys.ts';
import { usePageTitle } from './page-title.ts';
import { TopBar } from './top-bar.tsx';

interface PageProps {
  /** Of the browser's tab; '' for the product alone. */
  title: string;
  /** At the right of the bar: how live the page is. */
  badge?: ComponentChildren;
  /** What is shown is no longer current. */
  stale?: boolean;
  /** Whether the page can show the past. */
  travels?: boolean;
  children: ComponentChildren;
}

/** The frame of every page. */
export function Page({ title, badge, stale = false, travels = false, children }: PageProps) {
  usePageTitle(title);
  const { atMs, setAt } = useAt();
  const leaves = travels && atMs === undefined;
  useKeys(
    leaves ? [{ keys: 't', does: 'Look at an earlier instant', run: () => setAt(firstTravelMs()) }] : [],
  );
  return (
    <>
      <TopBar>
        {badge}
        {travels && <TravelButton />}
      </TopBar>
      <main id="content" tabIndex={-1} class={stale ? 'stale' : ''}>
        {travels && <TimeBar />}
        {children}
      </main>
    </>
  );
}
