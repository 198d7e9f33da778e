// Pages in a real browser: Debian's chromium, driven by playwright-core, without a network. A test that needs it fails where it is missing.
// `KNOCKON_CHROMIUM` names another one; `KNOCKON_PICTURES` a folder in which pictures of pages are left to look at.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type axe from 'axe-core';
import { chromium, type Browser, type Page } from 'playwright-core';
import * as assert from 'uvu/assert';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
];
const PLACES = [process.env['KNOCKON_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const WIDTHS = { phone: 390, laptop: 1280 } as const;

/** Throws, saying what to install, where there is no browser. */
export const openBrowser = async (): Promise<Browser> => {
  const executablePath = PLACES.find((place) => place !== undefined && existsSync(place));
  if (executablePath === undefined)
    throw new Error('pages are tested in chromium: apt-get install chromium fonts-dejavu-core fonts-liberation');
  return chromium.launch({ executablePath, headless: true, args: FLAGS });
};

/** Shows a page that is one file; throws where it asks for anything else or says something on the console. */
export const showPage = async (browser: Browser, html: string, width: number): Promise<Page> => {
  const page = await browser.newPage({ viewport: { width, height: 900 } });
  const asked: string[] = [];
  await page.route('**/*', (route) => {
    asked.push(route.request().url());
    return route.abort();
  });
  page.on('console', (message) => asked.push(message.text()));
  await page.setContent(html);
  assert.equal(asked, []);
  return page;
};

/** What axe finds against WCAG 2.2 A and AA, one line a finding; none where all is well. */
export const violations = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(AXE);
  const found = (await page.evaluate(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], selectors: false, iframes: false })`,
  )) as axe.AxeResults;
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html}: ${failureSummary ?? ''}`));
};

/** Whether the page is wider than its window: only tables may scroll sideways, in their own frames. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth');

/** Leaves a picture of the whole page, where somebody asked for pictures. */
export const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env['KNOCKON_PICTURES'];
  if (folder === undefined) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
};

/** The page as it is printed, a PDF; where somebody asked for pictures, a picture too, of a window as wide as the paper. */
export const printed = async (page: Page, name: string): Promise<Buffer> => {
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 1030, height: 703 });
  await picture(page, name);
  return page.pdf({ preferCSSPageSize: true });
};
