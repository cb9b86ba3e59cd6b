import { resolve, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorResponse } from './error-responses.ts';

/** Built files under this folder have a hash of their content in the name. */
const hashedFolder = 'assets';

/**
 * Serves the built web pages: files as they are, and for every other address that a browser opens (a route of the
 * single page) index.html. What is under /api/, or not asked for by a browser, is 404. All of it is public: the pages
 * hold no data, and whoever signs in needs them first.
 */
export async function serveWebPages(app: FastifyInstance, folder: string | undefined): Promise<void> {
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, needs: 'nothing' };
    });
    if (folder !== undefined) await serveFiles(pages, folder);
    pages.setNotFoundHandler(async (request, reply) => {
      if (folder !== undefined && opensPage(request)) return sendPage(reply);
      return reply
        .code(404)
        .send(
          errorResponse('NOT_FOUND', `there is nothing at ${request.method} ${request.url.split('?')[0]}`),
        );
    });
  });
}

/** Every file is a route of its own. */
async function serveFiles(app: FastifyInstance, folder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: resolve(folder),
    wildcard: false,
    cacheControl: false,
    setHeaders: (response, path) => {
      const forEver = path.includes(`${sep}${hashedFolder}${sep}`);
      response.setHeader('cache-control', forEver ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

function opensPage({ method, url, headers }: FastifyRequest): boolean {
  const asksForPage = headers.accept?.includes('text/html') === true;
  return (method === 'GET' || method === 'HEAD') && asksForPage && !url.startsWith('/api/');
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.sendFile('index.html');
}
