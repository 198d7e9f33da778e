// record correct|retract, on the case of examples/hcpc-2016: what they take, what they say they changed, what they refuse.
import * as assert from 'uvu/assert';
import type { Fact } from '#domain/facts/fact.ts';
import { spec } from '../support/spec.ts';
import { hcpc, world, type World } from '../support/shell.ts';

interface AmendedJson {
  readonly fact: string;
  readonly amended: readonly {
    readonly fact: string;
    readonly became: string;
    readonly parts: readonly { readonly path: string; readonly before: unknown; readonly after: unknown }[];
  }[];
  readonly changed: readonly {
    readonly service: string;
    readonly downMs: readonly { readonly month: string; readonly before: number; readonly after: number }[];
  }[];
}

const HOUR = 3_600_000;
const WHY = ['--reason', 'the switch log says so'];

/** The id of the fact a source calls so. */
const idOf = async (made: World, sourceId: string): Promise<string> => {
  const found = (await made.records()).find(({ fact }) => !('raw' in fact) && fact.sourceId === sourceId);
  if (found === undefined) throw new Error(`no fact ${sourceId}`);
  return found.fact.id;
};

const last = async (made: World): Promise<Fact> => (await made.records()).at(-1)?.fact as Fact;

const registerOf = ({ changed }: AmendedJson) => changed.find(({ service }) => service === 'online-register')?.downMs;

spec('cli/record-amend [cli]', (test) => {
  /** For commands that are to record nothing. */
  const untouched = hcpc();

  test('a correction of a time says which fact changed, and what that did to a service', async () => {
    const made = await hcpc();
    const id = await idOf(made, 'repointed');
    const { exit, out } = await made.knockon('record', 'correct', id, '--at', '2016-01-17T06:00:00Z', ...WHY);
    assert.is(exit, 0);
    assert.match(out, /Recorded Corrected \(fact .*\): the switch log says so/);
    assert.match(out, /FailedOver online-register.*: occurredAt.* → 2016-01-17T06:00:00Z/);
    assert.match(out, /^Online Register: down 9 h 15 min → 7 h 15 min in 2016-01$/m);
  });

  test('a part of the data is replaced by --set, and the beginning of an id is enough', async () => {
    const made = await hcpc();
    const id = await idOf(made, 'disks');
    const answer = await made.json<AmendedJson>('record', 'correct', id.slice(0, 10), '--set', 'level=degraded', ...WHY);
    assert.equal(answer.amended, [
      { fact: id, type: 'OutageBegan', became: 'changed', parts: [{ path: 'data.level', before: 'down', after: 'degraded' }] },
    ]);
  });

  test('a second correction carries on what the first one said', async () => {
    const made = await hcpc();
    const id = await idOf(made, 'repointed');
    await made.knockon('record', 'correct', id, '--at', '2016-01-17T06:00:00Z', ...WHY);
    const answer = await made.json<AmendedJson>('record', 'correct', id, '--set', 'consequenceOf={ loss: registration-db }', ...WHY);
    assert.equal(
      answer.amended[0]?.parts.map(({ path }) => path),
      ['data.consequenceOf'],
    );
    const fact = await last(made);
    assert.is(fact.type === 'Corrected' && fact.data.occurredAt?.best, Date.parse('2016-01-17T06:00:00Z'));
  });

  test('a retraction gives the time back, and its own retraction takes it again', async () => {
    const made = await hcpc();
    const id = await idOf(made, 'configuration');
    const gone = await made.json<AmendedJson>('record', 'retract', id, ...WHY);
    assert.equal(gone.amended, [{ fact: id, type: 'OutageBegan', became: 'retracted', parts: [] }]);
    const back = await made.json<AmendedJson>('record', 'retract', gone.fact, '--reason', 'it was right after all');
    assert.is(back.amended[0]?.became, 'restored');
    const [was] = gone.changed.flatMap(({ downMs }) => downMs);
    const [is] = back.changed.flatMap(({ downMs }) => downMs);
    assert.is((was?.before ?? 0) - (was?.after ?? 0), 18 * HOUR);
    assert.equal([is?.before, is?.after], [was?.after, was?.before]);
  });

  test('a whole import is taken back by its id', async () => {
    const made = await hcpc();
    const late = made.file(
      'late.jsonl',
      '{"type":"OutageBegan","occurredAt":"2016-01-20T10:00:00Z","data":{"component":"register-web","level":"down","duration":"PT1H"}}\n',
    );
    await made.knockon('import', late);
    const imported = (await last(made)) as Fact & { readonly data: { readonly import: string } };
    const answer = await made.json<AmendedJson>('record', 'retract', '--import', imported.data.import, ...WHY);
    assert.equal(registerOf(answer), [{ month: '2016-01', before: 10.25 * HOUR, after: 9.25 * HOUR }]);
    const again = await made.knockon('record', 'retract', '--import', imported.data.import.slice(0, 8), ...WHY);
    assert.is(again.exit, 2);
    assert.match(again.err, 'has been retracted already');
  });

  const refused: readonly (readonly [string, (ids: (name: string) => Promise<string>) => Promise<readonly string[]>, RegExp])[] = [
    [
      'an end before the begin of the fault it ended',
      async (id) => ['correct', await id('power-back'), '--at', '2016-01-16T19:00:00Z', ...WHY],
      /it would put the end of fault "trip" of circuit-b at 2016-01-16T19:00:00Z, before it begins at 2016-01-16T19:30:00Z/,
    ],
    [
      'a begin after the end that ended it',
      async (id) => ['correct', await id('trip'), '--at', '2016-01-19T19:00:00Z', ...WHY],
      /it would put the end of fault "trip" of circuit-b at .*, before it begins at 2016-01-19T19:00:00Z/,
    ],
    [
      'data that does not fit, with the field',
      async (id) => ['correct', await id('trip'), '--set', 'duration=long', ...WHY],
      /it does not fit the OutageBegan it corrects: duration: /,
    ],
    [
      'data with a key its type does not have',
      async (id) => ['correct', await id('trip'), '--set', 'levle=down', ...WHY],
      /it does not fit the OutageBegan it corrects: levle: unknown key "levle"/,
    ],
    ['a level that is none', async (id) => ['correct', await id('trip'), '--set', 'level=upp', ...WHY], /"upp" is not a level/],
    ['a correction of nothing', async (id) => ['correct', await id('trip'), ...WHY], /this corrects nothing; expected --at/],
    [
      'a part that is no part',
      async (id) => ['correct', await id('trip'), '--set', 'level', ...WHY],
      /--set: "level" is no part of a fact's data/,
    ],
    ['--data that is no object', async (id) => ['correct', await id('trip'), '--data', '[]', ...WHY], /--data: expected a JSON object/],
    [
      'an id that is none',
      async () => ['correct', 'circuit-b', '--at', '2016-01-16', ...WHY],
      /there is no fault "circuit-b".*expected a fault's name, or a fact's id/,
    ],
    ['an id of no fact', async () => ['retract', '00000000', ...WHY], /there is no fact whose id begins with "00000000"/],
    ['no reason', async (id) => ['retract', await id('trip')], /required option '--reason <text>' not specified/],
    ['neither a fact nor an import', async () => ['retract', ...WHY], /expected either the id of a fact or --import ID/],
    ['an import there is not', async () => ['retract', '--import', 'monday', ...WHY], /there is no import "monday"/],
  ];
  for (const [what, argv, words] of refused) {
    test(`refused, and nothing recorded: ${what}`, async () => {
      const made = await untouched;
      const count = (await made.records()).length;
      const { exit, out, err } = await made.knockon('record', ...(await argv((name) => idOf(made, name))));
      assert.match(err, words);
      assert.is(exit, 2);
      assert.is(out, '');
      assert.is((await made.records()).length, count);
    });
  }

  test('a fact that is taken out can be neither corrected nor retracted again', async () => {
    const made = await hcpc();
    const id = await idOf(made, 'configuration');
    const { fact: by } = await made.json<AmendedJson>('record', 'retract', id, ...WHY);
    for (const words of [
      ['retract', id],
      ['correct', id, '--set', 'level=degraded'],
    ]) {
      const { exit, err } = await made.knockon('record', ...words, ...WHY);
      assert.is(exit, 2);
      assert.match(err, `fact ${id} has been retracted by ${by}; to have it back, retract that`);
    }
  });

  test('the completion of an import is not retracted by itself', async () => {
    const made = await hcpc();
    const { id } = await last(made);
    const { exit, err } = await made.knockon('record', 'retract', id, ...WHY);
    assert.is(exit, 2);
    assert.match(err, 'retract the import itself');
  });

  test('the scale is not taken from under definitions that rest on it', async () => {
    const made = world();
    const model = [
      'knockon: 1',
      'scales: { default: { levels: [ok, poor, dead], roles: { down: dead } } }',
      'components: { db: {}, web: { requires: { on: db, effect: { dead: poor } } } }',
    ].join('\n');
    assert.is((await made.knockon('import', made.file('model.yaml', model))).exit, 0);
    const id = (await made.records()).find(({ fact }) => fact.type === 'ScaleDefined')?.fact.id ?? '';
    const { exit, err } = await made.knockon('record', 'retract', id, ...WHY);
    assert.is(exit, 2);
    assert.match(err, /web\.requires.*"dead" is not a level/);
  });

  test('digits that several ids begin with are refused with the facts they could mean', async () => {
    const made = await hcpc();
    await made.knockon('record', 'begin', 'register-web', '--at', '2016-01-20T10:00:00Z');
    await made.knockon('record', 'end', 'register-web', '--at', '2016-01-20T11:00:00Z');
    const { id } = await last(made);
    const { exit, err } = await made.knockon('record', 'retract', id.slice(0, 8), ...WHY);
    assert.is(exit, 2);
    assert.match(err, /the ids of 2 facts begin with ".*": .*\(OutageBegan register-web, 2016-01-20T10:00:00Z\), .*; give more digits/);
  });
});
