import type { ContractsOf } from '../contract.ts';
import { doneResponse } from '../schemas/alert.ts';
import { boardParams, boardResponse, boardsResponse, saveBoardRequest } from '../schemas/board.ts';

export const boards = {
  list: { summary: 'Dashboards that are shared with everybody', response: boardsResponse },
  save: {
    summary:
      'Share a dashboard, or change one that is shared; refused when somebody else changed it meanwhile',
    body: saveBoardRequest,
    response: boardResponse,
  },
  remove: { summary: 'Remove a shared dashboard', params: boardParams, response: doneResponse },
} as const satisfies ContractsOf<'boards'>;
