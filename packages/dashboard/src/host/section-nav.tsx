import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';

interface SectionNavProps {
  sections: readonly {
    id: string;
    title: string;
    /** It has no charts in this range. */
    isFolded: boolean;
  }[];
}

/** The section that the top of the view lies in. */
function useCurrent(ids: readonly string[]): string | undefined {
  const current = useSignal<string | undefined>(ids[0]);
  const joined = ids.join(' ');
  useEffect(() => {
    const each = joined.split(' ');
    let frame = 0;
    const measure = (): void => {
      frame = 0;
      const limit = innerHeight * 0.35;
      const passed = each.filter((id) => {
        const top = document.getElementById(`section-${id}`)?.getBoundingClientRect().top;
        return top !== undefined && top < limit;
      });
      current.value = passed.at(-1) ?? each[0];
    };
    const follow = (): void => void (frame ||= requestAnimationFrame(measure));
    addEventListener('scroll', follow, { passive: true });
    measure();
    return () => {
      cancelAnimationFrame(frame);
      removeEventListener('scroll', follow);
    };
  }, [joined, current]);
  return current.value;
}

/**
 * The sections of the page; it stays in view, beside the charts or above them. A section that has nothing to show is named
 * all the same: the menu has its size from the beginning.
 */
export function SectionNav({ sections }: SectionNavProps) {
  const current = useCurrent(sections.filter(({ isFolded }) => !isFolded).map(({ id }) => id));
  const go = (event: MouseEvent, id: string): void => {
    event.preventDefault();
    document.getElementById(`section-${id}`)?.scrollIntoView({ block: 'start' });
  };
  return (
    <nav class="section-nav" aria-label="Sections">
      {sections.map(({ id, title, isFolded }) =>
        isFolded ? (
          <a key={id} role="link" aria-disabled="true" title="Nothing was measured in this time">
            {title}
          </a>
        ) : (
          <a
            key={id}
            href={`#section-${id}`}
            aria-current={current === id ? 'true' : undefined}
            onClick={(event) => go(event, id)}
          >
            {title}
          </a>
        ),
      )}
    </nav>
  );
}
