import { useEffect } from 'preact/hooks';

/** Names the browser's tab: what it shows first, the product last. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title === '' ? 'Hostwire' : `${title} · Hostwire`;
  }, [title]);
}
