// Whether an element is on screen: what nobody sees need not be drawn. Of a page that is printed, all is seen.
import { signal, useComputed, useSignal } from '@preact/signals';
import type { ReadonlySignal } from '@preact/signals';
import { useLayoutEffect } from 'preact/hooks';
import type { RefObject } from 'preact';

const isPrinting = signal(false);
addEventListener('beforeprint', () => (isPrinting.value = true));
addEventListener('afterprint', () => (isPrinting.value = false));

const followed = new Map<Element, (isSeen: boolean) => void>();
const observer = new IntersectionObserver((entries) =>
  entries.forEach(({ target, isIntersecting }) => followed.get(target)?.(isIntersecting)),
);

/** Until it is known, an element counts as seen. */
export function useOnScreen(element: RefObject<Element | null>): ReadonlySignal<boolean> {
  const isSeen = useSignal(true);
  useLayoutEffect(() => {
    const own = element.current;
    if (own === null) return undefined;
    followed.set(own, (now) => (isSeen.value = now));
    observer.observe(own);
    return () => {
      observer.unobserve(own);
      followed.delete(own);
    };
  }, [element, isSeen]);
  return useComputed(() => isSeen.value || isPrinting.value);
}
