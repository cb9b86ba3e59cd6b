import { useSignal } from '@preact/signals';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import type { HostSummary } from '../api/types.ts';
import { palette } from '../design/palette.ts';
import { formatQuantity } from '../format/quantity.ts';
import { hostPath } from '../shell/host-path.ts';
import { darkTheme } from '../theme/theme.ts';
import type { HostGroup } from './groups.ts';
import { drawHeat } from './heat-drawing.ts';
import { heatLayout, neighbour, tileAt } from './heat-layout.ts';
import type { HeatLayout } from './heat-layout.ts';
import { fleetMetrics, totalOf, type FleetMetric } from '@hostwire/api/client';

interface HeatMapProps {
  groups: readonly HostGroup[];
  isGrouped: boolean;
  metric: FleetMetric;
  /** Added to links: the instant looked at. */
  linkQuery: string;
}

/** Room that the map may fill without scrolling. */
const besidesPx = 250;

function useWidth() {
  const holder = useRef<HTMLDivElement>(null);
  const width = useSignal(0);
  useLayoutEffect(() => {
    const element = holder.current;
    if (!element) return undefined;
    const measure = (): void => void (width.value = element.clientWidth);
    measure();
    const resized = new ResizeObserver(measure);
    resized.observe(element);
    return () => resized.disconnect();
  }, [width]);
  return { holder, width: width.value };
}

function describe(host: HostSummary): string {
  const values = fleetMetrics.map(
    ({ title, unit, value }) => `${title} ${formatQuantity(value(host), unit)}`,
  );
  return `${host.displayName || host.host}, ${host.state}. ${values.join(', ')}`;
}

function Tip({ host, layout, index }: { host: HostSummary; layout: HeatLayout; index: number }) {
  const tile = layout.tiles[index]!;
  const name = host.displayName || host.host;
  return (
    <div class="heat-tip" style={{ left: `${tile.x}px`, top: `${tile.y + layout.tileHeight + 6}px` }}>
      <strong>{name}</strong> <span class="quiet">{host.state}</span>
      <dl>
        {fleetMetrics.map(({ id, title, unit, value }) => (
          <div key={id}>
            <dt>{title}</dt>
            <dd>{formatQuantity(value(host), unit)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

function Scale({ metric, largest, dark }: { metric: FleetMetric; largest: number; dark: boolean }) {
  const full = metric.full ?? largest;
  return (
    <p class="heat-scale">
      <span>{formatQuantity(0, metric.unit)}</span>
      <span class="heat-scale-bar" aria-hidden="true">
        {palette(dark).heat.map((colour) => (
          <span key={colour} style={{ background: colour }} />
        ))}
      </span>
      <span>{formatQuantity(full, metric.unit)}</span>
    </p>
  );
}

/** Lays the hosts out and draws them, with each render. */
function usePicture(
  { groups, isGrouped, metric }: HeatMapProps,
  { width, pointed }: { width: number; pointed: number | undefined },
) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = darkTheme.value;
  const hosts = useMemo(() => groups.flatMap((group) => group.hosts), [groups]);
  const sizes = groups.map((group) => group.hosts.length).join();
  const layout = useMemo(
    () =>
      heatLayout({
        groups: sizes === '' ? [] : sizes.split(',').map(Number),
        isGrouped,
        width: Math.max(width, 60),
        height: innerHeight - besidesPx,
      }),
    [sizes, isGrouped, width],
  );
  const largest = useMemo(
    () => Math.max(0, ...hosts.map((host) => metric.value(host) ?? 0)),
    [hosts, metric],
  );
  const titles = groups.map(
    (group) =>
      `${group.value || 'without this label'} · ${group.hosts.length} · ${formatQuantity(totalOf(metric, group.hosts), metric.unit)}`,
  );
  useLayoutEffect(() => {
    if (canvas.current) drawHeat(canvas.current, { layout, hosts, titles, metric, largest, dark, pointed });
  });
  return { canvas, layout, hosts, largest, dark };
}

/** Every host as a tile coloured by one metric. Arrow keys move, Enter opens, the pointer shows the values. */
export function HeatMap(props: HeatMapProps) {
  const { metric, linkQuery } = props;
  const { route } = useLocation();
  const { holder, width } = useWidth();
  const pointed = useSignal<number | undefined>(undefined);
  const { canvas, layout, hosts, largest, dark } = usePicture(props, { width, pointed: pointed.value });
  const open = (index: number | undefined): void => {
    const host = index === undefined ? undefined : hosts[index];
    if (host) route(hostPath(host.host) + linkQuery);
  };
  const placeOf = (event: MouseEvent): number | undefined =>
    tileAt(layout, event.offsetX, event.offsetY)?.index;
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter') open(pointed.value);
    if (!event.key.startsWith('Arrow')) return;
    event.preventDefault();
    pointed.value = pointed.value === undefined ? 0 : neighbour(layout, pointed.value, event.key);
  };
  const host = pointed.value === undefined ? undefined : hosts[pointed.value];
  return (
    <div class="heat-map">
      <Scale metric={metric} largest={largest} dark={dark} />
      <div
        ref={holder}
        class="heat-holder"
        role="application"
        aria-label={`Heat map of ${hosts.length} hosts by ${metric.title}. Arrow keys move, Enter opens a host.`}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onMouseLeave={() => (pointed.value = undefined)}
      >
        <canvas
          ref={canvas}
          width={Math.round(width * devicePixelRatio)}
          height={Math.round(layout.height * devicePixelRatio)}
          style={{ width: `${width}px`, height: `${layout.height}px` }}
          onMouseMove={(event) => (pointed.value = placeOf(event))}
          onClick={(event) => open(placeOf(event))}
        />
        {host && <Tip host={host} layout={layout} index={pointed.value!} />}
      </div>
      <span class="visually-hidden" role="status">
        {host ? describe(host) : ''}
      </span>
    </div>
  );
}
