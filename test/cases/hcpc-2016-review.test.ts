// The review of the January incident of case hcpc-2016: every sentence leads to facts of the log, and it says what the case says.
import * as assert from 'uvu/assert';
import { EXAMPLES, hcpc, type World } from '../support/shell.ts';
import { spec } from '../support/spec.ts';

const reviewed = async (...argv: readonly string[]): Promise<{ readonly world: World; readonly text: string }> => {
  const world = await hcpc();
  await world.knockon('import', `${EXAMPLES}hcpc-2016/incident.jsonl`);
  for (const line of argv) await world.knockon(...line.split(' '));
  const { exit, out, err } = await world.knockon('review', 'power-2016-01', '--policy', 'board');
  assert.is(exit, 0, err);
  return { world, text: out };
};

/** The lines of a section. */
const sectionOf = (text: string, title: string): readonly string[] =>
  (text.split(/^## /m).find((part) => part.startsWith(`${title}\n`)) ?? '')
    .split('\n')
    .slice(1)
    .filter((line) => line !== '');

spec('cases/hcpc-2016 review [case]', (test) => {
  let world: World;
  let text = '';
  test.before(async () => {
    ({ world, text } = await reviewed());
  });

  test('every sentence of the summary names facts, and each is in the log', async () => {
    const ids = new Map([...text.matchAll(/^\[\^(\d+)\]: `([^`]+)`/gm)].map(([, number = '', id = '']) => [number, id]));
    const known = new Set((await world.records()).map(({ fact }) => fact.id));
    const sentences = sectionOf(text, 'Summary');
    assert.ok(sentences.length > 10);
    for (const sentence of sentences) {
      const references = [...sentence.matchAll(/\[\^(\d+)\]/g)].map(([, number = '']) => number);
      assert.ok(references.length > 0, sentence);
      for (const number of references) assert.ok(known.has(ids.get(number) ?? ''), `${sentence}: ${number}`);
    }
    const referred = new Set([...text.matchAll(/(?<!^)\[\^(\d+)\]/gm)].map(([, number = '']) => number));
    assert.equal([...referred].toSorted(), [...ids.keys()].toSorted());
  });

  test('says what began it, what carried it, what went down and what came back when', () => {
    const summary = sectionOf(text, 'Summary').join('\n');
    assert.match(summary, 'It began with Power circuit B ~Sat 16 Jan 2016 19:30: the power circuit tripped.');
    assert.match(summary, 'UPS behind circuit B carried on for 3 h 15 min on its reserve, until ~Sat 16 Jan 2016 22:45.');
    assert.match(summary, 'Online Register was down for 9 h 15 min, until ~Sun 17 Jan 2016 08:00.');
    assert.match(summary, 'Online Renewals was down for 58 h 30 min, until ~Tue 19 Jan 2016 09:15.');
    assert.match(summary, 'first seen from 24-hour monitoring service, between Sat 16 Jan 2016 22:45 and Sun 17 Jan 2016 08:00');
  });

  test('tells what a consequence came from before it, and how late it was seen as a range where that is all that is known', () => {
    const summary = sectionOf(text, 'Summary').join('\n');
    const places = ['carried on for', 'went down.', 'the power loss damaged internal disks'].map((part) => summary.indexOf(part));
    assert.equal(
      places.toSorted((a, b) => a - b),
      places,
    );
    assert.ok((places[0] ?? -1) >= 0);
    assert.match(summary, 'Sun 17 Jan 2016 08:00: between 3 h 15 min and 12 h 30 min after it began.');
    assert.match(sectionOf(text, 'Detection and recovery').join('\n'), 'It was noticed between 3 h 15 min and 12 h 30 min after it began');
  });

  test('shows ranges as ranges, and asks what is not known', () => {
    assert.match(text, '| between Sat 16 Jan 2016 22:46 and Mon 18 Jan 2016 08:00 | Power circuit B: fault trip ended');
    const [first = ''] = sectionOf(text, 'Open questions');
    assert.match(first, 'OutageEnded vm-host-1: between');
    assert.match(first, 'the time at risk of Virtual services by up to 23 h 52 min');
  });

  test('tells the three what-ifs of the case with what each would have saved', () => {
    const [, , , register = '', renewals = ''] = sectionOf(text, 'What would have helped');
    assert.match(register, /\| Online Register \| 9 h 15 min \| 2 h 45 min saved\S* \| 9 h 15 min saved\S* \| 9 h saved/);
    assert.match(renewals, /\| Online Renewals \| 58 h 30 min \| 2 h 45 min saved\S* \| 40 h 30 min saved\S* \| –/);
  });

  test('shares out the downtime of Online Renewals by all five rules', () => {
    const owed = sectionOf(text, 'What it is owed to').join('\n');
    const own = (owed.split('Online Renewals: 58 h 30 min')[1] ?? '').split('\n').filter((line) => line.startsWith('|'));
    assert.is(own[0], '| Owed to | first-cause | last-to-recover | equal-split | but-for | shapley |');
    assert.match(own[2] ?? '', 'circuit-b: the power circuit tripped');
    assert.match(own[3] ?? '', 'online-renewals: a connection configuration was corrupted');
    for (const [index, length] of ['40 h 30 min', '18 h'].entries())
      assert.ok(own[2 + index]?.endsWith(`|${` ${length} |`.repeat(5)}`), own[2 + index]);
  });

  test('runs the scenarios of files, those that add a component and those that fail one, too', async () => {
    const files = ['ups-6-hours', 'second-circuit', 'automatic-standby'].map((name) => `${EXAMPLES}hcpc-2016/what-if/${name}.yaml`);
    const failing = world.file(
      'failing.yaml',
      "scenario: telephony fails too\nchanges:\n  - { fail: telephony, at: '2016-01-17T10:00:00Z', for: PT2H }\n",
    );
    const { exit, out, err } = await world.knockon(
      ...['review', 'power-2016-01', '--policy', 'board'],
      ...[...files, failing].flatMap((file) => ['--scenario', file]),
    );
    assert.is(exit, 0, err);
    const rows = sectionOf(out, 'What would have helped');
    const rowOf = (name: string): string => rows.find((row) => row.startsWith(`| ${name} |`)) ?? '';
    assert.ok(rowOf('Online Register').endsWith('| 2 h 45 min saved | 9 h 15 min saved | 9 h saved | – |'), rowOf('Online Register'));
    assert.ok(rowOf('Online Renewals').endsWith('| 2 h 45 min saved | 40 h 30 min saved | – | – |'), rowOf('Online Renewals'));
    assert.ok(rowOf('Telephony').endsWith('| – | – | – | +2 h more |'), rowOf('Telephony'));
    assert.match(rows.join('\n'), '- second circuit: there is a component circuit-c and');
    assert.not.match(rows.join('\n'), 'was not run');
  });

  test('runs a scenario that injects a fact: somebody puts the breaker back while the batteries last', async () => {
    const soon = world.file(
      'breaker.yaml',
      "scenario: breaker back at once\nchanges:\n  - inject: { type: OutageEnded, occurredAt: '2016-01-16T20:00:00Z', data: { component: circuit-b, fault: trip } }\n",
    );
    const { exit, out, err } = await world.knockon('review', 'power-2016-01', '--policy', 'board', '--scenario', soon);
    assert.is(exit, 0, err);
    const rows = sectionOf(out, 'What would have helped');
    const rowOf = (name: string): string => rows.find((row) => row.startsWith(`| ${name} |`)) ?? '';
    assert.ok(rowOf('Online Register').endsWith('| 9 h 15 min saved |'), rowOf('Online Register'));
    // The disks are not damaged either; the connection's configuration is another fault.
    assert.ok(rowOf('Online Renewals').endsWith('| 40 h 30 min saved |'), rowOf('Online Renewals'));
    assert.match(rows.join('\n'), '- breaker back at once: ');
  });

  test('tells the same as one object: sentences with the facts they rest on, and figures in the shapes of the reports', async () => {
    const { exit, out, err } = await world.knockon('review', 'power-2016-01', '--policy', 'board', '--format', 'json');
    assert.is(exit, 0, err);
    interface ReviewJson {
      readonly summary: readonly { readonly text: string; readonly facts: readonly string[] }[];
      readonly timeline: readonly { readonly at: string; readonly facts: readonly string[] }[];
      readonly blame: readonly { readonly rule: string }[];
      readonly from: string;
      readonly to: string;
      readonly availability: { readonly services: readonly { readonly service: string }[] };
      readonly whatIfs: readonly { readonly scenario: string; readonly refused: string | null }[];
    }
    const told = JSON.parse(out) as ReviewJson;
    const known = new Set((await world.records()).map(({ fact }) => fact.id));
    assert.is(told.summary.length, sectionOf(text, 'Summary').length);
    for (const { text: sentence, facts } of [...told.summary, ...told.timeline.map((one) => ({ ...one, text: one.at }))]) {
      assert.ok(facts.length > 0, sentence);
      assert.ok(
        facts.every((id) => known.has(id)),
        sentence,
      );
    }
    assert.equal(
      told.blame.map(({ rule }) => rule),
      ['first-cause', 'last-to-recover', 'equal-split', 'but-for', 'shapley'],
    );
    const asked = await world.knockon(
      ...['report', 'availability', '--policy', 'board', '--by', 'span', '--format', 'json'],
      ...['--from', told.from, '--to', told.to],
    );
    const { services } = JSON.parse(asked.out) as ReviewJson['availability'];
    for (const own of told.availability.services)
      assert.equal(
        own,
        services.find(({ service }) => service === own.service),
      );
    assert.ok(told.whatIfs.length >= 3 && told.whatIfs.every(({ refused }) => refused === null));
  });

  test('refuses a scenario file that does not fit the log, and one that is not there', async () => {
    const stray = world.file('stray.yaml', 'scenario: stray\nchanges: [{ set: nowhere.holdUp, to: PT1H }]\n');
    const { exit, err } = await world.knockon('review', 'power-2016-01', '--scenario', stray);
    assert.is(exit, 2);
    assert.match(err, 'there is no component "nowhere"');
    assert.is((await world.knockon('review', 'power-2016-01', '--scenario', 'missing.yaml')).exit, 2);
  });

  test('writes a file, and replaces one only when told to', async () => {
    const ask = ['review', 'power-2016-01', '--policy', 'board', '--out', 'review.md'];
    assert.is((await world.knockon(...ask)).exit, 0);
    assert.is(world.written('review.md'), text);
    world.file('review.md', 'mine');
    const { exit, err } = await world.knockon(...ask);
    assert.is(exit, 2);
    assert.match(err, 'there is a file of that name');
    assert.is(world.written('review.md'), 'mine');
    assert.is((await world.knockon(...ask, '--force')).exit, 0);
    assert.is(world.written('review.md'), text);
  });

  test('leaves the three form hangs out', () => {
    assert.not.match(text, 'form-hang');
  });

  test('tells what was corrected since, and what was published before', async () => {
    const trip = (await world.records()).find(({ fact }) => fact.type === 'OutageBegan' && fact.data.fault === 'trip')?.fact.id ?? '';
    const { text: later } = await reviewed(
      'report publish january --from 2016-01 --to 2016-02 --policy board',
      `record correct ${trip} --at 2016-01-16T19:20:00Z --reason its-own-log-says-so`,
    );
    const corrections = sectionOf(later, 'Corrections').join('\n');
    assert.match(corrections, 'Corrected');
    assert.match(corrections, 'its-own-log-says-so');
    assert.match(
      corrections,
      'Report january said 98.76 for availability of Online Register in 2016-01; by what is known now it is 98.73.',
    );
  });

  test('what facts say is text in it, never mark-up', async () => {
    await world.knockon('record', 'note', 'see [this](http://x) <b>now</b>', '--incident', 'power-2016-01');
    const { out } = await world.knockon('review', 'power-2016-01');
    assert.match(out, 'see \\[this\\](http\\://x) \\<b\\>now\\</b\\>');
  });

  test('refuses an incident without faults, and one that is not there', async () => {
    await world.knockon('record', 'incident', 'open', 'empty', '--title', 'Nothing');
    const { exit, err } = await world.knockon('review', 'empty');
    assert.is(exit, 2);
    assert.match(err, 'no fault is linked to incident "empty"');
    assert.is((await world.knockon('review', 'nowhere')).exit, 2);
  });
});
