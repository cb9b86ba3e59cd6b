import { noStatusHtml } from '../../status-page/status-html.ts';
import { StatusPage } from '../../status-page/status-page.ts';
import type { ApiDependencies } from '../dependencies.ts';
import type { HandlersOf } from '../serve-routes.ts';

/** For people without an account: what web.statusPage lets them see. */
export function statusPageHandlers({ db, clock, fleet, web }: ApiDependencies): HandlersOf<'statusPage'> {
  const { statusPage = 'off', statusGroup = '', statusNames = 'hide', basePath = '' } = web;
  const settings = { statusPage, statusGroup, statusNames };
  const page = new StatusPage({ db, clock, fleet, settings, basePath });
  return {
    show: async ({ request, reply }) => {
      void reply.type('text/html; charset=utf-8');
      if (!page.isOn) return reply.code(404).send(noStatusHtml(basePath));
      const { html, etag } = await page.read();
      void reply.headers({ etag, 'cache-control': 'public, max-age=15' });
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.send(html);
    },
  };
}
