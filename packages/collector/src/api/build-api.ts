import fastifyCookie from '@fastify/cookie';
import fastifyRateLimit from '@fastify/rate-limit';
import fastifySwagger from '@fastify/swagger';
import { HostwireError } from '@hostwire/runtime';
import Fastify, { LogController, type FastifyBaseLogger } from 'fastify';
import {
  jsonSchemaTransform,
  serializerCompiler,
  validatorCompiler,
  type ZodTypeProvider,
} from 'fastify-type-provider-zod';
import type { ApiApp } from './app-type.ts';
import type { ApiDependencies } from './dependencies.ts';
import { controlAccess, sessionCookie, type Listener } from './access-control.ts';
import { answerErrors } from './error-answers.ts';
import { agentSettingsRoutes } from './routes/agent-settings.ts';
import { agentRoutes } from './routes/agents.ts';
import { alertRoutes } from './routes/alerts.ts';
import { auditRoutes } from './routes/audit.ts';
import { chartRoutes } from './routes/charts.ts';
import { hostRoutes } from './routes/hosts.ts';
import { liveRoutes } from './routes/live.ts';
import { loginRoute, sessionRoutes } from './routes/people.ts';
import { sqlRoutes } from './routes/sql.ts';
import { healthRoutes, statusRoutes } from './routes/status.ts';
import { tokenRoutes } from './routes/tokens.ts';
import { sendSecurityHeaders } from './security-headers.ts';
import { serveWebPages } from './web-pages.ts';

const apiLimits = {
  maxBodyBytes: 512 * 1024,
  /** Until headers and body of a request are in. */
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 10_000,
  maxParamLength: 300,
} as const;

/** The HTTP API for one of its two listeners. Does not listen yet. */
export async function buildApi(listener: Listener, deps: ApiDependencies): Promise<ApiApp> {
  const logger: FastifyBaseLogger = deps.logger.child({ listener });
  const app: ApiApp = Fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: apiLimits.maxBodyBytes,
    requestTimeout: apiLimits.requestTimeoutMs,
    keepAliveTimeout: apiLimits.keepAliveTimeoutMs,
    routerOptions: { maxParamLength: apiLimits.maxParamLength },
    forceCloseConnections: true,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  answerErrors(app);
  sendSecurityHeaders(app);
  await app.register(fastifyCookie);
  controlAccess(app, { listener, people: deps.people });
  await app.register(fastifyRateLimit, {
    global: false,
    errorResponseBuilder: (_request, { after }) => tooMany(after),
  });
  await describeApi(app, deps.version);
  await app.register(async (routes: ApiApp) => registerRoutes(routes, { listener, deps }));
  await serveWebPages(app, listener === 'web' ? deps.dashboardDir : undefined);
  return app;
}

async function registerRoutes(
  app: ApiApp,
  { listener, deps }: { listener: Listener; deps: ApiDependencies },
): Promise<void> {
  hostRoutes(app, deps);
  chartRoutes(app, deps);
  liveRoutes(app, deps);
  alertRoutes(app, deps);
  agentRoutes(app, deps);
  agentSettingsRoutes(app, deps);
  auditRoutes(app, deps);
  tokenRoutes(app, deps);
  sqlRoutes(app, deps);
  sessionRoutes(app, deps);
  statusRoutes(app, deps);
  healthRoutes(app, deps);
  if (listener === 'web') loginRoute(app, deps);
  app.get('/api/v1/openapi.json', { schema: { hide: true } }, async () => app.swagger());
}

/** Registered before the routes: it collects them as they are added. */
async function describeApi(app: ApiApp, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Hostwire', version, description: 'Errors are always {error: {code, message}}.' },
      components: { securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: sessionCookie } } },
      security: [{ session: [] }],
    },
    transform: jsonSchemaTransform,
  });
}

function tooMany(after: string): HostwireError {
  return new HostwireError('TOO_MANY_REQUESTS', `too many attempts: try again in ${after}`, {
    retryable: true,
  });
}
