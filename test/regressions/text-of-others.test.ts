// Names, causes and tags that became more than text: patterns of a replacement, keys that every object has, colours, mark-up, directions.
import { createHash } from 'node:crypto';
import * as assert from 'uvu/assert';
import { world, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const AT = '2025-02-01T12:00:00Z';
const SPAN = ['--from', '2025-02', '--to', '2025-03'];

/** A shop over a network that failed for a day; `net` and `shop`: their names. */
const shopOver = async (net: string, shop: string, cause: string, colour = false): Promise<World> => {
  const log = world(colour);
  log.now = Date.UTC(2025, 2, 1);
  log.file(
    'm.json',
    JSON.stringify({
      knockon: 1,
      since: '2025-01-01T00:00:00Z',
      components: { net: { name: net, tags: { site: 'north' } }, shop: { name: shop, requires: 'net', service: { target: 99 } } },
    }),
  );
  log.file(
    'f.jsonl',
    [
      { type: 'OutageBegan', occurredAt: '2025-02-01T00:00:00Z', data: { component: 'net', level: 'down', fault: 'f', cause } },
      { type: 'OutageEnded', occurredAt: '2025-02-02T00:00:00Z', data: { component: 'net', fault: 'f' } },
    ]
      .map((fact) => JSON.stringify(fact))
      .join('\n'),
  );
  const { exit, err } = await log.knockon('import', 'm.json', 'f.jsonl');
  assert.equal([exit, err], [0, '']);
  return log;
};

spec('regressions/text-of-others [cli]', (test) => {
  for (const name of ["a $' b", 'a $& b', 'a $` b', 'a $$ b', 'a $1 b'])
    test(`a picture of ${name} is one picture, with the name as it is`, async () => {
      const log = await shopOver(name, `Shop ${name}`, 'cut');
      const { out } = await log.knockon('explain', 'shop', '--at', AT, '--format', 'svg');
      assert.equal([out.split('<svg').length, out.split('</svg>').length], [2, 2]);
      const [, title] = /<title[^>]*>([^<]*)</.exec(out) ?? [];
      assert.is(
        title,
        `Why Shop ${name} is down at Sat 1 Feb 2025 12:00`.replaceAll('&', () => '&amp;'),
      );
    });

  for (const tag of ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'])
    test(`nobody has a tag ${tag}`, async () => {
      const log = await shopOver('Net', 'Shop', 'cut');
      const blame = ['report', 'blame', '--group-by', `tag:${tag}`, ...SPAN];
      assert.match((await log.knockon(...blame)).out, '(none)');
      for (const form of ['csv', 'md', 'html']) {
        const { exit, out } = await log.knockon(...blame, '--format', form);
        assert.is(exit, 0);
        assert.match(out, '(none)');
      }
      assert.is(Object.keys(Object.prototype).length, 0);
      const site = await log.knockon('report', 'blame', '--group-by', 'tag:site', ...SPAN);
      assert.match(site.out, 'north');
    });

  test('a colour of a cause is shown, not obeyed, beside colours of ours', async () => {
    for (const cause of ['\u001b[8mgone', '\u001b[31;0mred', '\u001b[31;1mred\u001b[31;0m', '\u001b[0;1m;0m']) {
      const log = await shopOver('Net', 'Shop', cause, true);
      const { out } = await log.knockon('status', '--at', AT);
      assert.match(out, '\u001b[31m✗ down\u001b[39m');
      assert.match(
        out,
        cause.replaceAll('\u001b', () => '\ufffd'),
      );
    }
  });

  test('nothing sets a direction but isolates of ours', async () => {
    const log = await shopOver('\u202egnirts', 'مركز البيانات', '\u2066x');
    const { out } = await log.knockon('report', 'downtime', ...SPAN);
    assert.match(out, '\u2068مركز البيانات\u2069');
    assert.not.match(out, /[\u202e\u2066]/u);
    const page = await log.knockon('report', 'downtime', ...SPAN, '--format', 'html');
    assert.match(page.out, '<bdi>مركز البيانات</bdi>');
    const json = await log.knockon('report', 'downtime', ...SPAN, '--format', 'json');
    assert.not.match(json.out, /[\u202e\u2066]/u);
    assert.match(json.out, '\\u2066x');
  });

  test('text from left to right stays as it was, byte for byte', async () => {
    const log = await shopOver('Büro', '日本語 – “Shop” 🚀', 'cut');
    for (const form of ['table', 'md', 'html', 'csv', 'json']) {
      const { out } = await log.knockon('report', 'availability', ...SPAN, '--format', form);
      assert.match(out, '日本語 – “Shop” 🚀');
      assert.not.match(out, /[\u2066-\u2069\ufffd]|<bdi/u);
    }
  });

  test('a formula is no formula in a table for spreadsheets, whatever stands before it', async () => {
    for (const name of ['=1+1', '+1', '-1+1', '@SUM(1)', '＝1', '\u200b=1', '\u202e=1']) {
      const log = await shopOver('Net', name, 'cut');
      const { out } = await log.knockon('status', '--at', AT, '--all', '--format', 'csv');
      assert.not.match(out, /(?:^|,)"?[\s\u200b\ufffd]*[=+\-@＝]\D*1/mu);
    }
  });

  test('a long name is broken into lines that a box can hold', async () => {
    const log = await shopOver('Net', `${'word '.repeat(30)}${'x'.repeat(40)}`.slice(0, 190), 'cut');
    const { out } = await log.knockon('explain', 'shop', '--at', AT, '--format', 'dot');
    const [, label = ''] = /n0 \[id="graph-0", label="([^"]*)"/.exec(out) ?? [];
    assert.ok(label.split('\\n').length > 4);
    assert.ok(label.split('\\n').every((line) => line.length <= 36));
  });

  test('a page says that nothing runs or is fetched, and knows its style sheet by its hash', async () => {
    const log = await shopOver('Net', 'Shop', 'cut');
    const { out } = await log.knockon('report', 'availability', ...SPAN, '--format', 'html');
    const [, styles = ''] = /<style>([^]*?)<\/style>/.exec(out) ?? [];
    const hash = createHash('sha256').update(styles).digest('base64');
    assert.match(out, `default-src &#x27;none&#x27;; style-src &#x27;sha256-${hash}&#x27;`);
    assert.not.match(out, / style="|<script/);
  });
});
