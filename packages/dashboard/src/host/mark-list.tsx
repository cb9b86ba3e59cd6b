import type { Annotation } from '../charts/annotation.ts';
import { formatInstant } from '../format/instant.ts';
import type { TimeWindow } from '../time/time-range.ts';

/** More marks than this are only counted: the charts show them all. */
const listedMarks = 50;

/** What is marked in the window, in words, for those who do not point at the marks. */
export function MarkList({ marks, window }: { marks: readonly Annotation[]; window: TimeWindow }) {
  const inside = marks.filter(({ ms }) => ms >= window.fromMs && ms <= window.toMs);
  if (inside.length === 0) return null;
  return (
    <details class="gap-list">
      <summary>
        {inside.length} {inside.length === 1 ? 'mark' : 'marks'}
      </summary>
      <ul>
        {inside.slice(-listedMarks).map(({ ms, kind, text }) => (
          <li key={`${ms} ${kind} ${text}`}>
            {formatInstant(ms)} <span class="quiet">{kind === 'deploy' ? `Deploy: ${text}` : text}</span>
          </li>
        ))}
        {inside.length > listedMarks && <li class="quiet">and {inside.length - listedMarks} earlier ones</li>}
      </ul>
    </details>
  );
}
