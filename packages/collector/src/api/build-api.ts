import { createServer, type Server } from 'node:http';
import fastifyCookie from '@fastify/cookie';
import fastifySwagger from '@fastify/swagger';
import Fastify, { LogController, type FastifyBaseLogger, type FastifyServerFactory } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { ApiApp } from './app-type.ts';
import { compressResponses } from './compression.ts';
import type { ApiDependencies } from './dependencies.ts';
import { controlAccess, sessionCookie, type Listener } from './access-control.ts';
import { respondToErrors, respondToRouterError } from './error-responses.ts';
import { withoutBasePath } from './base-path.ts';
import { agentHandlers } from './routes/agents.ts';
import { apiTokenHandlers, auditLogHandlers } from './routes/api-tokens.ts';
import { alertRuleHandlers } from './routes/alert-rules.ts';
import { alertHandlers, silenceHandlers } from './routes/alerts.ts';
import { auditHandlers } from './routes/audit.ts';
import { boardHandlers } from './routes/boards.ts';
import { collectorHandlers } from './routes/collectors.ts';
import { hostHandlers } from './routes/hosts.ts';
import { keyHandlers } from './routes/keys.ts';
import { liveHandlers } from './routes/live.ts';
import { loginHandlers } from './routes/login.ts';
import { secondFactorHandlers } from './routes/second-factor.ts';
import { sessionHandlers } from './routes/session.ts';
import { settingsHandlers } from './routes/agent-settings.ts';
import { metricsHandlers } from './routes/metrics.ts';
import { sqlHandlers } from './routes/sql.ts';
import { reportHandlers } from './routes/report.ts';
import { storageHandlers } from './routes/storage.ts';
import { healthHandlers, statusHandlers } from './routes/status.ts';
import { statusPageHandlers } from './routes/status-page.ts';
import { tokenHandlers } from './routes/tokens.ts';
import { sessionsHandlers, userHandlers } from './routes/users.ts';
import { serveRoutes, type Handlers } from './serve-routes.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { serveWebPages } from './web-pages.ts';

const apiLimits = {
  maxBodyBytes: 512 * 1024,
  /** Open connections to the web listener; more are closed at once. */
  maxConnections: 2_000,
  maxParamLength: 300,
} as const;

/** Of the server of either listener, in ms. */
export const serverTimeouts = {
  /** Until headers and body of a request are in. */
  requestTimeout: 30_000,
  keepAliveTimeout: 10_000,
  /** Until the first request of a connection has its headers: who says nothing is sent away. */
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
} as const;

/** The HTTP API for one of its two listeners. Does not listen yet. `server`: what to serve on, where that is TLS. */
export async function buildApi(
  listener: Listener,
  deps: ApiDependencies,
  server: Server = createServer(serverTimeouts),
): Promise<ApiApp> {
  const serverFactory: FastifyServerFactory = (handler) => server.on('request', handler);
  const logger: FastifyBaseLogger = deps.logger.child({ listener });
  const app: ApiApp = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: apiLimits.maxBodyBytes,
    routerOptions: { maxParamLength: apiLimits.maxParamLength },
    frameworkErrors: respondToRouterError,
    forceCloseConnections: true,
    serverFactory,
    rewriteUrl: ({ url = '/' }) => withoutBasePath(url, deps.web.basePath ?? ''),
    trustProxy: listener === 'web' ? (deps.web.trustedProxies ?? false) : false,
  }).withTypeProvider<ZodTypeProvider>();
  if (listener === 'web') app.server.maxConnections = apiLimits.maxConnections;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  respondToErrors(app);
  sendSecurityHeaders(app);
  compressResponses(app);
  await app.register(fastifyCookie);
  controlAccess(app, { listener, auth: deps.auth, publicUrl: deps.web.publicUrl });
  await describeApi(app, { version: deps.version, basePath: deps.web.basePath ?? '' });
  await app.register(async (routes: ApiApp) => registerRoutes(routes, { listener, deps }));
  await serveWebPages(app, {
    folder: listener === 'web' ? deps.dashboardDir : undefined,
    basePath: deps.web.basePath ?? '',
  });
  return app;
}

async function registerRoutes(
  app: ApiApp,
  { listener, deps }: { listener: Listener; deps: ApiDependencies },
): Promise<void> {
  const handlers = {
    hosts: hostHandlers(deps),
    report: reportHandlers(deps),
    live: liveHandlers(deps),
    alerts: alertHandlers(deps),
    alertRules: alertRuleHandlers(deps),
    silences: silenceHandlers(deps),
    boards: boardHandlers(deps),
    agents: agentHandlers(deps),
    settings: settingsHandlers(deps),
    audit: auditHandlers(deps),
    tokens: tokenHandlers(deps),
    keys: keyHandlers(deps),
    sql: sqlHandlers(deps),
    ...sessionHandlers(deps),
    secondFactor: secondFactorHandlers(deps),
    sessions: sessionsHandlers(deps),
    users: userHandlers(deps),
    apiTokens: apiTokenHandlers(deps),
    auditLog: auditLogHandlers(deps),
    collectors: collectorHandlers(deps),
    status: statusHandlers(deps),
    storage: storageHandlers(deps),
    document: { show: async ({ reply }) => reply.send(app.swagger()) },
    metrics: metricsHandlers(deps),
    health: healthHandlers(deps),
    statusPage: statusPageHandlers(deps),
    ...loginHandlers(deps),
  } satisfies Handlers;
  // A login ends in a cookie, which the socket has no use for; who reaches it needs no page for others.
  serveRoutes(app, handlers, { without: listener === 'web' ? [] : ['login', 'invitation', 'statusPage'] });
}

/** Registered before the routes: it collects them as they are added. */
async function describeApi(
  app: ApiApp,
  { version, basePath }: { version: string; basePath: string },
): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hostwire', version, description: 'Errors are always {error: {code, message}}.' },
      ...(basePath === '' ? {} : { servers: [{ url: basePath }] }),
      components: {
        securitySchemes: {
          session: { type: 'apiKey', in: 'cookie', name: sessionCookie },
          token: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ session: [] }, { token: [] }],
    },
    transform: jsonSchemaTransform,
  });
}
