import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import './charts.css';
import { Held } from './held.ts';
import { useOnScreen } from './on-screen.ts';

/**
 * The place of a chart: what is in it is drawn once, and then only while it is on screen. What it shows has to come as props of
 * its children: a signal that one of them reads goes past this.
 */
export function ChartSlot({ children }: { children: ComponentChildren }) {
  const slot = useRef<HTMLDivElement>(null);
  const isOnScreen = useOnScreen(slot).value;
  return (
    <div ref={slot} class={isOnScreen ? 'chart-slot' : 'chart-slot away'}>
      <Held isHeld={!isOnScreen}>{children}</Held>
    </div>
  );
}
