import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { fixedColumns, fleetColumns, shownColumns } from './host-order.ts';

/** Chooses the columns of the table. */
export function ColumnsMenu({ columns, onColumns }: { columns: string; onColumns: (ids: string) => void }) {
  const shown = new Set(shownColumns(columns).map(({ id }) => id));
  const usual = shownColumns('').map(({ id }) => id);
  const toggle = (id: string): void => {
    const next = fleetColumns.map((column) => column.id).filter((each) => (each === id) !== shown.has(each));
    onColumns(next.join() === usual.join() ? '' : next.join());
  };
  return (
    <Menu face={<Icon name="columns" />} label="Columns" buttonClass="button icon" end>
      {() =>
        fleetColumns
          .filter(({ id }) => !fixedColumns.has(id))
          .map(({ id, title }) => (
            <MenuItem key={id} checked={shown.has(id)} onChoose={() => toggle(id)}>
              {title}
            </MenuItem>
          ))
      }
    </Menu>
  );
}
