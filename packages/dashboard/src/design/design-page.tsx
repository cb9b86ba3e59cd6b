// Every part of the design system on one page, for those who build with it: `vite build --mode development`.
import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { formatQuantity } from '../format/quantity.ts';
import { darkTheme } from '../theme/theme.ts';
import { Card } from './card.tsx';
import { CommandLine } from './command-line.tsx';
import { DataTable } from './data-table.tsx';
import { Dialog } from './dialog.tsx';
import { Figure, Figures } from './figure.tsx';
import { Menu, MenuItem } from './menu.tsx';
import { heatColour, palette } from './palette.ts';
import { StateMark } from './state-mark.tsx';
import type { Tone } from './state-mark.tsx';
import { showToast } from './toast.tsx';

function Swatches({ colours }: { colours: readonly string[] }) {
  return (
    <div class="row">
      {colours.map((colour) => (
        <span key={colour} class="swatch-box" style={{ background: colour }} title={colour} />
      ))}
    </div>
  );
}

function Section({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <Card title={title}>
      <div class="card-body stack">{children}</div>
    </Card>
  );
}

function Colours() {
  const { series, rest, calm, alarm, ghost } = palette(darkTheme.value);
  return (
    <Section title="Colours">
      <p>Series, in their order; neighbours stay apart without red or green.</p>
      <Swatches colours={series} />
      <p>By meaning: left over, given back when needed, wrong by its nature, the same at another time.</p>
      <Swatches colours={[rest, calm, alarm, ghost]} />
      <p>Heat, from nothing to full.</p>
      <Swatches colours={Array.from({ length: 11 }, (_, i) => heatColour(i / 10, darkTheme.value))} />
    </Section>
  );
}

function Type() {
  return (
    <Section title="Type">
      <h1>Title, 20</h1>
      <h2>Heading, 15</h2>
      <p>Body, 13: Inter with figures of one width 0123456789</p>
      <p class="quiet small">Quiet and small, 12</p>
      <code>Code: SELECT host FROM cpu WHERE busy_pct &gt; 80</code>
    </Section>
  );
}

const tones: readonly Tone[] = ['good', 'warn', 'bad', 'off'];

function Controls() {
  const open = useSignal(false);
  return (
    <Section title="Controls and states">
      <div class="row">
        <button type="button" class="button accent" onClick={() => (open.value = true)}>
          Open a dialog
        </button>
        <button type="button" class="button" onClick={() => showToast('good', 'It was done')}>
          Show a message
        </button>
        <button type="button" class="button danger" onClick={() => showToast('bad', 'It failed')}>
          Fail
        </button>
        <Menu face="Menu">
          {(close) => (
            <MenuItem checked onChoose={close}>
              Chosen
            </MenuItem>
          )}
        </Menu>
        <input class="input" aria-label="Input" placeholder="Input" />
      </div>
      <div class="row">
        {tones.map((tone) => (
          <StateMark key={tone} tone={tone}>
            {tone}
          </StateMark>
        ))}
        {tones.map((tone) => (
          <span key={tone} class={`badge ${tone}`}>
            {tone}
          </span>
        ))}
      </div>
      <CommandLine command="npx hostwire token create" />
      {open.value && (
        <Dialog title="A dialog" onClose={() => (open.value = false)}>
          <p>Escape, the cross and a press outside close it.</p>
        </Dialog>
      )}
    </Section>
  );
}

const quantities = [
  { name: 'CPU', value: 42.7, unit: 'pct' },
  { name: 'Memory', value: 1.5 * 2 ** 30, unit: 'bytes' },
  { name: 'Net in', value: 12_582_912, unit: 'bytes_per_s' },
  { name: 'Disk operations', value: 1234, unit: 'ops_per_s' },
  { name: 'Wait', value: 0.42, unit: 'ms' },
] as const;

/** Shows the whole design system. */
export function DesignPage() {
  return (
    <main id="content" class="stack" tabIndex={-1}>
      <h1>Design</h1>
      <Figures>
        {quantities.map(({ name, value, unit }, i) => (
          <Figure
            key={name}
            name={name}
            value={formatQuantity(value, unit)}
            note="a note"
            tone={i === 0 ? 'high' : 'normal'}
          />
        ))}
      </Figures>
      <Type />
      <Colours />
      <Controls />
      <Card title="Table" note="with units">
        <DataTable
          caption="Quantities"
          columns={[
            { id: 'name', title: 'Name', cell: ({ name }) => name },
            {
              id: 'value',
              title: 'Value',
              number: true,
              cell: ({ value, unit }) => formatQuantity(value, unit),
            },
          ]}
          rows={quantities}
          keyOf={({ name }) => name}
          empty="No quantities"
        />
      </Card>
    </main>
  );
}
