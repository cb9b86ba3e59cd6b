/** Paths in a box of 16 × 16, drawn with the colour of the text around them. */
const paths = {
  fleet: 'M2.5 3.5h11v3.5h-11zM2.5 9h11v3.5h-11zM5 5.2h.1M5 10.8h.1',
  alerts: 'M8 2.2a3.8 3.8 0 0 0-3.8 3.8v2.6L2.8 11h10.4l-1.4-2.4V6A3.8 3.8 0 0 0 8 2.2zM6.6 13.3h2.8',
  sql: 'M2.5 4l3 3.5-3 3.5M7.5 11.5h6',
  boards: 'M2.5 2.5h5v5h-5zM10 2.5h3.5v3H10zM10 8h3.5v5.5H10zM2.5 10h5v3.5h-5z',
  hosts: 'M8 3v10M3 8h10',
  system: 'M2.5 12.5v-3M6.2 12.5v-8M9.8 12.5v-5M13.5 12.5v-10',
  more: 'M3.5 8h.1M8 8h.1M12.5 8h.1',
  close: 'M4 4l8 8M12 4l-8 8',
  search: 'M7 2.8a4.2 4.2 0 1 0 0 8.4 4.2 4.2 0 0 0 0-8.4zM10.2 10.2l3.2 3.2',
  expand: 'M9.5 2.5h4v4M13.2 2.8L9 7M6.5 13.5h-4v-4M2.8 13.2L7 9',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  grid: 'M2.5 2.5h3v3h-3zM6.5 2.5h3v3h-3zM10.5 2.5h3v3h-3zM2.5 6.5h3v3h-3zM6.5 6.5h3v3h-3zM10.5 6.5h3v3h-3zM2.5 10.5h3v3h-3zM6.5 10.5h3v3h-3zM10.5 10.5h3v3h-3z',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11',
  clock: 'M8 2.2a5.8 5.8 0 1 0 0 11.6A5.8 5.8 0 0 0 8 2.2zM8 5v3.2l2.2 1.4',
  pin: 'M5.5 2.5h5M6.5 2.5v4.2L4.4 9.3h7.2L9.5 6.7V2.5M8 9.3v4.2',
  play: 'M5 3.2v9.6l7.5-4.8z',
  pause: 'M5 3.5v9M11 3.5v9',
  chevron: 'M4 6l4 4 4-4',
  link: 'M6.8 9.2a2.4 2.4 0 0 0 3.4 0l2.3-2.3a2.4 2.4 0 0 0-3.4-3.4l-.7.7M9.2 6.8a2.4 2.4 0 0 0-3.4 0L3.5 9.1a2.4 2.4 0 0 0 3.4 3.4l.7-.7',
} as const;

export type IconName = keyof typeof paths;

/** Decoration: what it stands for is said in words beside it, or by the label of its button. */
export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon-shape" viewBox="0 0 16 16" width={size} height={size} aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
