// Whether an element is on screen, or nearly: what nobody sees need not be drawn. Of a page that is printed, all is seen.
import { signal, useComputed, useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { RefObject } from 'preact';

/** Beyond the edges of the view, as a share of it: what is scrolled to is up to date already. */
const margin = '20%';

const isPrinting = signal(false);
addEventListener('beforeprint', () => (isPrinting.value = true));
addEventListener('afterprint', () => (isPrinting.value = false));

const followed = new Map<Element, (isNear: boolean) => void>();
const observer = new IntersectionObserver(
  (entries) => entries.forEach(({ target, isIntersecting }) => followed.get(target)?.(isIntersecting)),
  { rootMargin: `${margin} 0px` },
);

/** Until it is known, an element counts as seen. */
export function useOnScreen(element: RefObject<Element | null>): ReadonlySignal<boolean> {
  const isNear = useSignal(true);
  useLayoutEffect(() => {
    const own = element.current;
    if (own === null) return undefined;
    followed.set(own, (now) => (isNear.value = now));
    observer.observe(own);
    return () => {
      observer.unobserve(own);
      followed.delete(own);
    };
  }, [element, isNear]);
  return useComputed(() => isNear.value || isPrinting.value);
}
