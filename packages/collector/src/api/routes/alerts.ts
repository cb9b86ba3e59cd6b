import type { ApiApp } from '../app-type.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { alertsAnswer, alertsQuery } from '../schemas/alert.ts';

export function alertRoutes(app: ApiApp, { alerts }: ApiDependencies): void {
  app.get(
    '/api/v1/alerts',
    {
      schema: { summary: 'Alerts, newest first', querystring: alertsQuery, response: { 200: alertsAnswer } },
    },
    async ({ query: { state, limit } }) => ({
      alerts: state === 'active' ? alerts.active().slice(0, limit) : await alerts.history(limit),
    }),
  );
}
