import chromium from '@sparticuz/chromium';
import { chromium as playwright, type Browser } from 'playwright-core';

/** How often a file that another worker is still unpacking is tried, every half second. */
const maxTries = 120;
const tryEveryMs = 500;

/**
 * The headless Chromium that comes whole from npm; drawn without a graphics card, in several processes. `switches`: further
 * ones of Chromium. Of several workers the first unpacks it.
 */
export async function launchBrowser(switches: readonly string[] = []): Promise<Browser> {
  const executablePath = await chromium.executablePath();
  for (let tries = 1; ; tries++) {
    try {
      return await launch(executablePath, switches);
    } catch (error) {
      if (tries >= maxTries || !String(error).includes('ETXTBSY')) throw error;
      await new Promise((resolve) => void setTimeout(resolve, tryEveryMs));
    }
  }
}

function launch(executablePath: string, switches: readonly string[]): Promise<Browser> {
  return playwright.launch({
    executablePath,
    args: [
      '--headless=shell',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--font-render-hinting=none',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...switches,
    ],
    headless: true,
  });
}
