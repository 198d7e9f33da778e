// Every way to say when, what it means, and its one normal form; what says no time is refused in a sentence (S4.3).
import * as assert from 'uvu/assert';
import * as z from 'zod';
import { BEGINNING } from '#domain/time/instant.ts';
import { occurrence, spokenOccurrence } from '#wire/occurrence.ts';
import { inOurWords, problemsOf, pathText } from '#wire/problem.ts';
import { spec } from '../support/spec.ts';

const at = (text: string): number => Date.parse(text);
const EIGHT = '2016-01-18T08:00:00Z';
const NINE = '2016-01-18T09:00:00Z';
const TEN = '2016-01-18T10:00:00Z';
const DAY = { day: '2016-01-18', zone: 'Europe/London' };

const sentence = (said: unknown, schema: typeof spokenOccurrence | typeof occurrence = spokenOccurrence): string => {
  const result = z.safeDecode(schema as z.ZodType, said, { error: inOurWords });
  return result.success
    ? 'no refusal'
    : problemsOf(result.error)
        .map(({ path, sentence: words }) => `${pathText(path)}: ${words}`)
        .join('\n');
};

spec('wire/occurrence [unit]', (test) => {
  for (const [said, best, earliest, latest, normal] of [
    [NINE, NINE, NINE, NINE, NINE],
    ['2016-01-18T10:00:00+01:00[Europe/Paris]', NINE, NINE, NINE, NINE],
    [{ at: NINE }, NINE, NINE, NINE, NINE],
    [{ at: NINE, plusMinus: 'PT1H' }, NINE, EIGHT, TEN, { at: NINE, earliest: EIGHT, latest: TEN }],
    [{ earliest: EIGHT, latest: TEN }, NINE, EIGHT, TEN, { at: NINE, earliest: EIGHT, latest: TEN }],
    [{ at: TEN, earliest: EIGHT, latest: TEN }, TEN, EIGHT, TEN, { at: TEN, earliest: EIGHT, latest: TEN }],
    [{ at: NINE, about: true }, NINE, NINE, NINE, { at: NINE, about: true }],
    [{ ...DAY, at: NINE, earliest: EIGHT, latest: TEN }, NINE, EIGHT, TEN, { ...DAY, at: NINE, earliest: EIGHT, latest: TEN }],
  ] as const) {
    test(`${JSON.stringify(said)} is read and written as ${JSON.stringify(normal)}`, () => {
      const when = z.decode(spokenOccurrence, said);
      const bare = { best: at(best), earliest: at(earliest), latest: at(latest) };
      assert.equal('best' in when && { best: when.best, earliest: when.earliest, latest: when.latest }, bare);
      assert.equal(JSON.parse(JSON.stringify(z.encode(spokenOccurrence, when))), normal);
      assert.equal(z.decode(occurrence, z.encode(spokenOccurrence, when)), when);
    });
  }

  test('the beginning is before everything, and says so', () => {
    assert.equal(z.decode(occurrence, 'beginning'), { best: BEGINNING, earliest: BEGINNING, latest: BEGINNING });
    assert.is(z.encode(occurrence, z.decode(occurrence, 'beginning')), 'beginning');
  });

  test('a day stays open until it is recorded, and cannot be stored open', () => {
    assert.equal(z.decode(spokenOccurrence, DAY), DAY);
    assert.equal(z.encode(spokenOccurrence, DAY), DAY);
    assert.match(sentence(DAY, occurrence), 'a day alone is not enough here');
  });

  for (const [said, words] of [
    [undefined, 'is missing, expected an instant'],
    [5, 'found the number 5'],
    [[NINE], 'found a list'],
    [{}, 'says no time'],
    [{ about: true }, 'says no time'],
    ['2015-10-25T01:30:00', 'could be anywhere: give Z or an offset'],
    ['2015-10-25T01:30:00[Europe/London]', 'repeated in Europe/London'],
    ['2015-03-29T01:30:00[Europe/London]', 'skipped in Europe/London'],
    [{ at: '2015-10-25T01:30:00[Europe/London]', about: true }, 'at: "2015-10-25T01:30:00[Europe/London]": this time was repeated'],
    [{ earliest: EIGHT }, 'only one of earliest and latest'],
    [{ earliest: TEN, latest: EIGHT }, 'earliest (2016-01-18T10:00:00Z) is after latest (2016-01-18T08:00:00Z)'],
    [{ at: EIGHT, earliest: NINE, latest: TEN }, 'is not between earliest'],
    [{ plusMinus: 'PT1H' }, 'plusMinus goes with at'],
    [{ at: NINE, plusMinus: '1h' }, 'plusMinus: "1h" is not a duration'],
    [{ at: NINE, plusmins: 'PT1H' }, 'plusmins: unknown key "plusmins" (did you mean "plusMinus"?)'],
    [{ at: NINE, about: 'yes' }, 'about: expected true, found "yes"'],
    [{ day: '2016-01-18' }, 'day alone is not enough'],
    [{ day: '2016-02-30', zone: 'UTC' }, 'day: expected a date of the calendar'],
    [{ day: '2011-12-30', zone: 'Pacific/Apia' }, 'did not exist in Pacific/Apia'],
    [{ day: '2016-01-18', zone: 'Europe/Londn' }, 'zone: "Europe/Londn" is not a known time zone'],
    [{ ...DAY, at: NINE }, 'a day goes with its zone alone'],
    [{ at: 'beginning', plusMinus: 'PT1H' }, 'cannot start at the beginning'],
    ['0000-01-01T00:30:00+01:00', 'outside the years 0000 to 9999'],
  ] as const) {
    test(`${JSON.stringify(said) ?? 'nothing'} is refused: ${words}`, () => assert.match(sentence(said), words));
  }
});
