import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
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
export async function serveWebPages(
  app: FastifyInstance,
  { folder, basePath }: { folder: string | undefined; basePath: string },
): Promise<void> {
  const page = folder === undefined ? undefined : await readPage(folder, basePath);
  await app.register(async (pages) => {
    pages.addHook('onRoute', (route) => {
      route.config = { ...route.config, needs: 'nothing' };
    });
    if (folder !== undefined) await serveFiles(pages, folder);
    if (page !== undefined) {
      for (const path of ['/', '/index.html'])
        pages.get(path, { schema: { hide: true } }, async (request, reply) =>
          sendPage(reply, { page, request }),
        );
    }
    pages.setNotFoundHandler(async (request, reply) => {
      if (page !== undefined && opensPage(request)) return sendPage(reply, { page, request });
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
    index: false,
    globIgnore: ['index.html'],
    preCompressed: true,
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

interface Page {
  readonly html: string;
  readonly etag: string;
}

/** index.html names its files relative to itself, as it is served at every depth: they get the base path instead. */
async function readPage(folder: string, basePath: string): Promise<Page> {
  const built = await readFile(join(folder, 'index.html'), 'utf8');
  const html = built
    .replaceAll(/(href|src)="\.\//g, `$1="${basePath}/`)
    .replace('name="base-path" content=""', `name="base-path" content="${basePath}"`);
  return { html, etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"` };
}

function sendPage(
  reply: FastifyReply,
  { page: { html, etag }, request }: { page: Page; request: FastifyRequest },
): FastifyReply {
  reply.headers({ etag, 'cache-control': 'no-cache' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type('text/html; charset=utf-8').send(html);
}
