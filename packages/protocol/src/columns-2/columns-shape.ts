import { columnGroups, type ColumnGroup } from '../column-groups.ts';
import { shapeOf, type MessageShape } from '../columns/message.ts';

/** Number of the field `exact`. */
export const exactField = 4;

export const columnsShape = shapeOf([1, 2, 3, exactField, ...columnGroups.map(({ field }) => field)], []);

export const groupShapes: ReadonlyMap<ColumnGroup, MessageShape> = new Map(
  columnGroups.map((group) => [
    group,
    shapeOf(
      [2, ...group.columns.map(({ field }) => field)],
      group.devices ? [1, ...group.labels.map(({ field }) => field)] : [],
    ),
  ]),
);
