// The review of case hcpc-2016 in a browser, at a phone's, a laptop's and paper's width: accessible, of one piece, and whole.
import type { Browser, Page } from 'playwright-core';
import * as assert from 'uvu/assert';
import { openBrowser, overflows, picture, printed, showPage, violations, WIDTHS } from '../support/browser.ts';
import { EXAMPLES, hcpc } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

spec('browser/review [browser]', (test) => {
  let browser: Browser;
  let page: Page;
  test.before(async () => {
    browser = await openBrowser();
    const world = await hcpc();
    await world.knockon('import', `${EXAMPLES}hcpc-2016/incident.jsonl`);
    const { out } = await world.knockon('review', 'power-2016-01', '--policy', 'board', '--format', 'html');
    page = await showPage(browser, out, WIDTHS.laptop);
  });
  test.after(async () => {
    await browser.close();
  });

  for (const [device, width] of Object.entries(WIDTHS)) {
    test(`is accessible and fits on a ${device}`, async () => {
      await page.setViewportSize({ width, height: 900 });
      assert.equal(await violations(page), []);
      assert.not.ok(await overflows(page));
      await picture(page, `review-${device}`);
    });
  }

  test('prints, and is accessible as wide as paper', async () => {
    assert.ok((await printed(page, 'review-print')).length > 1_000);
    assert.equal(await violations(page), []);
    assert.not.ok(await overflows(page));
  });

  test('needs no script, and every reference leads to a fact on the page', async () => {
    assert.is(await page.locator('script').count(), 0);
    const dangling = await page.evaluate(
      `[...document.querySelectorAll('a[href^="#"]')].filter((link) => document.getElementById(link.getAttribute('href').slice(1)) === null).length`,
    );
    assert.is(dangling, 0);
    assert.ok((await page.locator('.refs a').count()) > 20);
    assert.is(await page.locator('figure svg[role=img]').count(), 3);
  });
});
