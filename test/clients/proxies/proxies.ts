import { readFileSync } from 'node:fs';
import type { Client, Finding } from '../client.ts';
import { freePort, type Instance } from '../instance.ts';
import { program } from '../toolchain.ts';
import { checkPages } from './browser.ts';
import { makeCertificate, siteName } from './certificate.ts';
import { checkAgents, checkSite } from './checks.ts';
import { recipes, type Recipe } from './recipes.ts';
import { RunningProxy } from './running-proxy.ts';
import { Site } from './site.ts';

/** What a collector is told behind the recipes of deploy/proxy. */
export const behindProxy = {
  HOSTWIRE_WEB_PUBLIC_URL: `https://${siteName}`,
  HOSTWIRE_WEB_TRUSTED_PROXIES: '127.0.0.1',
};
const basePath = '/hostwire';
export const belowPath = { ...behindProxy, HOSTWIRE_WEB_BASE_PATH: basePath };

export const proxiesAtRoot = recipes.map((recipe) => proxyClient(recipe, ''));
export const proxiesBelowPath = recipes.map((recipe) => proxyClient(recipe, basePath));

function proxyClient(recipe: Recipe, path: string): Client<Instance> {
  return {
    name: path === '' ? recipe.name : `${recipe.name}${path}`,
    run: async (instance) => {
      program(recipe.name);
      const certificate = await makeCertificate(instance.folder);
      const { web: webPort, gateway: gatewayPort } = instance.stack.ports();
      const ports = { webPort, gatewayPort, sitePort: await freePort(), agentsPort: await freePort() };
      const given = { folder: instance.folder, certificate, ...ports, belowPath: path !== '' };
      const proxy = await RunningProxy.start(recipe, given);
      try {
        const authority = readFileSync(certificate.certificate, 'utf8');
        const site = new Site({ basePath: path, port: ports.sitePort, authority });
        const findings: Finding[] = await checkSite(instance, site);
        findings.push(await checkPages(instance, { basePath: path, port: ports.sitePort }));
        if (recipe.passesAgents && path === '')
          findings.push(
            await checkAgents(instance, { name: `behind-${recipe.name}`, port: ports.agentsPort }),
          );
        return findings;
      } finally {
        await proxy.stop();
      }
    },
  };
}
