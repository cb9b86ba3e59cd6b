import { launchBrowser } from '../../harness/browser.ts';
import { check, type Finding } from '../client.ts';
import type { Instance } from '../instance.ts';
import { siteName } from './certificate.ts';

const pageLimitMs = 120_000;

/** The pages in a browser that knows only the proxy. */
export function checkPages(
  { stack }: Instance,
  { basePath, port }: { basePath: string; port: number },
): Promise<Finding> {
  return check('the pages in a browser, with live data', async () => {
    const { url } = await stack.json<{ url: string }>(['login']);
    const browser = await launchBrowser([`--host-resolver-rules=MAP ${siteName}:443 127.0.0.1:${port}`]);
    try {
      const page = await browser.newPage({ ignoreHTTPSErrors: true });
      page.setDefaultTimeout(pageLimitMs);
      const problems: string[] = [];
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
      await page.goto(url);
      await page.getByText('Live', { exact: true }).first().waitFor();
      // Agents behind the proxies before this one were stopped: their pages are never live.
      const liveRow = page.getByRole('row').filter({ has: page.getByText('Live', { exact: true }) });
      await liveRow.first().locator(`a[href^="${basePath}/hosts/"]`).first().click();
      await page.getByText('Disk throughput').first().waitFor();
      await page.getByText('Live', { exact: true }).first().waitFor();
      if (problems.length > 0) throw new Error(problems.join('; '));
    } finally {
      await browser.close();
    }
  });
}
