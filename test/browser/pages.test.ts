// The parts that pages are made of, in a browser: accessible, of one piece, and never wider than the window.
import type { Browser } from 'playwright-core';
import { createElement } from 'react';
import * as assert from 'uvu/assert';
import { compileScale, DEFAULT_SCALE } from '#domain/impact/scale.ts';
import { DataTable } from '#views/html/data-table.tsx';
import { HeatMap, type HeatCell } from '#views/html/heat-map.tsx';
import { Lanes } from '#views/html/lanes.tsx';
import { pageText } from '#views/html/page.tsx';
import { styleOf } from '#views/style.ts';
import { openBrowser, overflows, picture, printed, showPage, violations, WIDTHS } from '../support/browser.ts';
import { HOUR, START } from '../support/history.ts';
import { spec } from '../support/spec.ts';

const scale = compileScale(DEFAULT_SCALE);
const span = { from: START, to: START + 72 * HOUR };
const met: HeatCell = { text: '99.87', look: { name: 'up', mark: '✓' }, said: 'met 98.30 %' };
const missed: HeatCell = { text: '92.14', look: { name: 'down', mark: '✗' }, said: 'missed 98.30 %', small: '2.1 d' };
const months = Array.from({ length: 24 }, (_, index) => ({
  label: `${2014 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
}));

const every = scale.names.map((_, level) => ({ from: START + level * 9 * HOUR, to: START + (level * 9 + 6) * HOUR, level }));
const PAGE = pageText({
  title: 'Every part of a page <script>alert(1)</script>',
  lead: createElement('p', null, 'As told by its tests.'),
  foot: createElement('p', null, 'Policy none.'),
  children: createElement(
    'section',
    null,
    createElement('h2', null, 'Lanes'),
    createElement(Lanes, {
      rows: [
        { id: 'a', name: 'Every level', intervals: every },
        { id: 'b', name: 'A very long name of a service that somebody gave', intervals: [], planned: [{ from: START, to: START + HOUR }] },
      ],
      span,
      scale,
      style: styleOf('Europe/London', false),
    }),
    createElement('h2', null, 'Heat map'),
    createElement(HeatMap, {
      caption: 'Availability in percent',
      of: 'Service',
      columns: months,
      rows: ['Online Register', 'Online Renewals'].map((name) => ({
        id: name,
        name,
        cells: months.map((_, i) => (i % 5 === 3 ? missed : met)),
      })),
    }),
    createElement('h2', null, 'Table'),
    createElement(DataTable, {
      caption: 'Outages',
      columns: [{ head: 'Service' }, { head: 'Raw', align: 'right' }],
      rows: [['One', '4 h']],
    }),
  ),
});

spec('browser/pages [browser]', (test) => {
  let browser: Browser;
  test.before(async () => {
    browser = await openBrowser();
  });
  test.after(async () => {
    await browser.close();
  });

  for (const [device, width] of Object.entries(WIDTHS)) {
    test(`is accessible and fits on a ${device}`, async () => {
      const page = await showPage(browser, PAGE, width);
      assert.equal(await violations(page), []);
      assert.not.ok(await overflows(page));
      await picture(page, `parts-${device}`);
    });
  }

  test('prints', async () => {
    const page = await showPage(browser, PAGE, WIDTHS.laptop);
    assert.ok((await printed(page, 'parts-print')).length > 1_000);
  });

  test('a lane says in words what it shows', async () => {
    const page = await showPage(browser, PAGE, WIDTHS.laptop);
    const label = await page.locator('.lane svg[role=img]').first().getAttribute('aria-label');
    assert.match(label ?? '', 'Every level: at-risk from Sun 17 Jan 2016 04:00 to Sun 17 Jan 2016 10:00; degraded from');
  });

  test('what a fact says is shown, never run', async () => {
    const page = await showPage(browser, PAGE, WIDTHS.laptop);
    assert.is(await page.locator('script').count(), 0);
    assert.match(await page.locator('h1').innerText(), '<script>');
  });
});
