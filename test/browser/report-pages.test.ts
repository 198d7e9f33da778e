// The pages of reports, as commands print them, in a browser: accessible, and never wider than the window.
import type { Browser } from 'playwright-core';
import * as assert from 'uvu/assert';
import { openBrowser, overflows, picture, printed, showPage, violations, WIDTHS } from '../support/browser.ts';
import { hcpc } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const YEARS = ['--from', '2014-04', '--to', '2016-04', '--policy', 'board', '--layout', 'years', '--now', '2016-04-01'];
const MONTH = ['--from', '2016-01', '--to', '2016-02', '--policy', 'board'];
const PAGES: readonly (readonly [name: string, ...argv: readonly string[]])[] = [
  ['availability-years', 'availability', ...YEARS],
  ['downtime', 'downtime', ...MONTH],
  ['blame', 'blame', ...MONTH],
  ['vantage', 'vantage', ...MONTH],
  ['explain', 'availability', ...MONTH, '--explain', 'online-renewals'],
];

spec('browser/report pages [browser]', (test) => {
  let browser: Browser;
  test.before(async () => {
    browser = await openBrowser();
  });
  test.after(async () => {
    await browser.close();
  });

  for (const [name, ...argv] of PAGES) {
    test(`${name} is accessible, fits a phone and a laptop, and prints`, async () => {
      const { out, err } = await (await hcpc()).knockon('report', ...argv, '--format', 'html');
      assert.is.not(out, '', err);
      for (const [device, width] of Object.entries(WIDTHS)) {
        const page = await showPage(browser, out, width);
        assert.equal(await violations(page), [], device);
        assert.not.ok(await overflows(page), device);
        await picture(page, `${name}-${device}`);
        if (device === 'laptop') assert.ok((await printed(page, `${name}-print`)).length > 1_000);
        await page.close();
      }
    });
  }
});
